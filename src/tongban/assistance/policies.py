"""Who is a helper, who appoints them, and whether one may act on an errand."""

from __future__ import annotations

from datetime import date

from tongban.assistance.domain.errand import ErrandState
from tongban.assistance.domain.power import Appointment, Lack, Power, lack
from tongban.assistance.models import Errand, Helper
from tongban.assistance.refusals import ErrandNotFound, NotAHelper, NotWithinMandate
from tongban.catalogue.api import guide_item
from tongban.identity.api import mandates_of
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.codes.division import covers

ROOM = Actor.system("assistance")
_COUNTY_DIGITS = 6


def appointment(helper: Helper) -> Appointment:
    """The row as the pure rules read it."""
    ended = helper.ended_at is not None
    return Appointment(helper.area, helper.valid_from, helper.valid_until, ended)


def helper_of(actor: Actor, today: date) -> Helper:
    """The appointment the account holds today. Refuses NotAHelper."""
    if actor.kind is not ActorKind.OFFICER or actor.account_id is None:
        raise NotAHelper
    rows = Helper.objects.filter(account_id=actor.account_id, ended_at__isnull=True)
    row = rows.order_by("id").first()
    if row is None or not appointment(row).holds(today):
        raise NotAHelper
    return row


def lacks(row: Errand, today: date) -> Lack | None:
    """What its helper lacks to act on this errand today."""
    item = guide_item(row.item_code)
    return lack(
        appointment=appointment(row.helper),
        power=_power(row),
        state=ErrandState(row.state),
        village=row.village,
        item=row.item_code,
        item_region=item.region,
        on=today,
    )


def require_power(actor: Actor, row: Errand, today: date) -> None:
    """Refuses ErrandNotFound to who is not its helper, NotAHelper, NotWithinMandate."""
    if helper_of(actor, today).id != row.helper_id:
        raise ErrandNotFound
    if (lacking := lacks(row, today)) is not None:
        raise NotWithinMandate(lacking)


def _power(row: Errand) -> Power | None:
    if row.mandate_id is None:
        return None
    given = next((m for m in mandates_of(ROOM, row.subject_id) if m.id == row.mandate_id), None)
    if given is None or given.agent_id != row.helper.subject_id or given.valid_until is None:
        return None
    return Power(frozenset(given.scope), given.valid_from, given.valid_until, given.revoked)


def may_lead(actor: Actor, agency_code: str, area: str) -> bool:
    """Appoint helpers of an area, end them, call residents back: approvers of its town's body."""
    return actor.kind is ActorKind.OFFICER and any(
        post.agency_code == agency_code
        and len(post.region) > _COUNTY_DIGITS
        and Duty.APPROVER in post.duties
        and covers(post.region, area)
        for post in actor.posts
    )


def is_resident(actor: Actor, row: Errand) -> bool:
    """The person whose errand it is, signed in as themselves."""
    return actor.kind is ActorKind.PERSON and row.subject_id == actor.acts_for
