"""Reading helpers: in public, one's own appointment, those an officer leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tongban.assistance import policies
from tongban.assistance.models import Helper
from tongban.assistance.views import HelperView
from tongban.identity.api import subjects
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.codes.division import region_prefix
from tongban.kernel.text import Text

MOST = 100


def helpers_serving(area: str, now: datetime) -> tuple[HelperView, ...]:
    """For everybody: helpers in office today within a division, by area, 100 at most."""
    today = local_date(now)
    rows = Helper.objects.filter(
        area__startswith=region_prefix(area),
        ended_at__isnull=True,
        valid_from__lte=today,
        valid_until__gte=today,
    )
    return helper_views(rows.order_by("area", "id")[:MOST])


def my_appointment(actor: Actor, now: datetime) -> HelperView:
    """The appointment the account holds today. Refuses NotAHelper."""
    return helper_views([policies.helper_of(actor, local_date(now))])[0]


def is_helper(actor: Actor, now: datetime) -> bool:
    """Whether the account holds an appointment today."""
    if actor.kind is not ActorKind.OFFICER or actor.posts:
        return False
    today = local_date(now)
    rows = Helper.objects.filter(account_id=actor.account_id, ended_at__isnull=True)
    return any(policies.appointment(row).holds(today) for row in rows.order_by("id"))


def helpers_led(actor: Actor) -> tuple[HelperView, ...]:
    """Helpers of the bodies whose approver the officer is, ended ones too, the newest 100."""
    rows = Helper.objects.filter(agency_code__in=led_by(actor)).order_by("-appointed_at", "id")
    return helper_views(
        [row for row in rows[:MOST] if policies.may_lead(actor, row.agency_code, row.area)]
    )


def helper_views(found: Iterable[Helper]) -> tuple[HelperView, ...]:
    """Appointments with the names of who holds them."""
    rows = list(found)
    names = names_of([row.subject_id for row in rows])
    return tuple(_helper_view(row, names.get(row.subject_id, "")) for row in rows)


def _helper_view(row: Helper, name: str) -> HelperView:
    return HelperView(
        id=row.id,
        account_id=row.account_id,
        name=name,
        agency_code=row.agency_code,
        area=row.area,
        station=Text.from_mapping(row.station),
        phone=row.phone,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended=row.ended_at is not None,
    )


def names_of(subject_ids: Iterable[str]) -> dict[str, str]:
    """Names by id: who helps, helps with their name."""
    return {each: view.name for each, view in subjects(policies.ROOM, subject_ids).items()}


def led_by(actor: Actor) -> set[str]:
    """Bodies whose approver the officer is."""
    return {post.agency_code for post in actor.posts if Duty.APPROVER in post.duties}
