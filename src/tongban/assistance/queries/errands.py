"""Reading errands as their resident: what stands, and who did what."""

from __future__ import annotations

from datetime import date, datetime

from tongban.assistance import policies
from tongban.assistance.domain.errand import ConsentWay, ErrandState, Step
from tongban.assistance.models import Errand, Helper
from tongban.assistance.queries.appointments import MOST, helper_views, names_of
from tongban.assistance.recording import errand_row
from tongban.assistance.refusals import ErrandNotFound, OwnAffairsOnly
from tongban.assistance.sheets import open_words
from tongban.assistance.views import ActView, ErrandView
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import LeafView, latest_leaves

_ACTS = 50
_STEP_OF = {step.value.replace("_", "-"): step for step in Step}


def errand(actor: Actor, errand_id: str, now: datetime) -> ErrandView:
    """One of the resident's own. Refuses ErrandNotFound to everybody else."""
    row = errand_row(errand_id)
    if not policies.is_resident(actor, row):
        raise ErrandNotFound
    return errand_view(row, local_date(now))


def my_errands(actor: Actor, now: datetime) -> tuple[ErrandView, ...]:
    """The resident's own, the newest 100; none for who does not act for themselves."""
    if actor.kind is not ActorKind.PERSON or actor.acts_for is None:
        return ()
    rows = Errand.objects.select_related("helper").filter(subject_id=actor.acts_for)
    today = local_date(now)
    return tuple(errand_view(row, today) for row in rows.order_by("-asked_at", "id")[:MOST])


def acts_for_me(actor: Actor, before: datetime | None = None) -> tuple[ActView, ...]:
    """Who did what for me 谁替我办了什么: the newest 50 acts, before a moment when given.

    Read from the evidence log's own leaves, not from this room's rows: what is there can be proven
    and cannot be left out unnoticed. Refuses OwnAffairsOnly.
    """
    if actor.kind is not ActorKind.PERSON or actor.acts_for is None:
        raise OwnAffairsOnly
    leaves = latest_leaves(policies.ROOM, actor.acts_for, _STEP_OF, before=before, most=_ACTS)
    wanted = {str(leaf.facts["helper"]) for leaf in leaves}
    known = {row.id: row for row in Helper.objects.filter(id__in=wanted).order_by("id")}
    names = names_of([row.subject_id for row in known.values()])
    return tuple(_act(leaf, known.get(str(leaf.facts["helper"])), names) for leaf in leaves)


def _act(leaf: LeafView, row: Helper | None, names: dict[str, str]) -> ActView:
    who = leaf.actor.partition(":")[2].split(" ")[0]
    by_helper = row is not None and who == row.account_id
    mandate = leaf.facts["mandate"]
    return ActView(
        at=leaf.at,
        step=_STEP_OF[leaf.kind],
        errand_id=str(leaf.facts["errand"]),
        item_code=str(leaf.facts["item"]),
        mandate_id=None if mandate is None else str(mandate),
        by=names.get(row.subject_id, "") if row is not None and by_helper else "",
        by_officer=not by_helper and leaf.actor.startswith("officer:"),
        leaf_id=leaf.leaf_id,
    )


def errand_view(row: Errand, today: date) -> ErrandView:
    """A row as its resident sees it."""
    purpose, prepared = open_words(row)
    state = ErrandState(row.state)
    return ErrandView(
        id=row.id,
        helper=helper_views([row.helper])[0],
        item_code=row.item_code,
        village=row.village,
        purpose=purpose,
        way=ConsentWay(row.way) if row.way else None,
        state=state,
        asked_at=row.asked_at,
        ends_on=row.ends_on,
        expired=not state.over and row.ends_on < today,
        mandate_id=row.mandate_id,
        case_id=row.case_id,
        prepared=prepared,
        version=row.version,
    )
