"""The evidence about one thing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.policies import may_see_leaf
from tongban.ledger.refusals import EvidenceNotShown
from tongban.ledger.views import LeafView

_MOST_LEAVES_ABOUT = 1000


def leaves_about(actor: Actor, about: str) -> tuple[LeafView, ...]:
    """The leaves about one aggregate, oldest first, that this actor may see (at most 1,000).

    Personal values are never in them: ``sealed_names`` says what was committed to.
    """
    rows = LeafRow.objects.filter(about=about).order_by("arrival")[:_MOST_LEAVES_ABOUT]
    return tuple(
        _view(row)
        for row in rows
        if may_see_leaf(actor, subject_id=row.subject_id, leaf_actor_ids=row.actor)
    )


def leaf_content(actor: Actor, leaf_id: str) -> bytes | None:
    """The canonical bytes of one leaf, for whoever proves its inclusion; None when there is none.

    Refuses: EvidenceNotShown.
    """
    row = LeafRow.objects.filter(leaf_id=leaf_id).order_by("arrival").first()
    if row is None:
        return None
    if not may_see_leaf(actor, subject_id=row.subject_id, leaf_actor_ids=row.actor):
        raise EvidenceNotShown
    return bytes(row.content)


def latest_leaves(
    actor: Actor, about: str, kinds: Iterable[str], *, before: datetime | None, most: int
) -> tuple[LeafView, ...]:
    """The newest ``most`` leaves of some kinds about one aggregate, before a moment when given.

    Newest first; only those this actor may see. Personal values are never in them.
    """
    rows = LeafRow.objects.filter(about=about, kind__in=list(kinds))
    if before is not None:
        rows = rows.filter(at__lt=before)
    return tuple(
        _view(row)
        for row in rows.order_by("-at", "-arrival")[: min(most, _MOST_LEAVES_ABOUT)]
        if may_see_leaf(actor, subject_id=row.subject_id, leaf_actor_ids=row.actor)
    )


def _view(row: LeafRow) -> LeafView:
    said = json.loads(bytes(row.content))
    return LeafView(
        leaf_id=row.leaf_id,
        kind=row.kind,
        about=row.about,
        at=row.at,
        actor=row.actor,
        facts=said["facts"],
        digest=bytes(row.digest).hex(),
        sequence=row.sequence,
        sealed_names=tuple(sorted(said["commitments"])),
    )
