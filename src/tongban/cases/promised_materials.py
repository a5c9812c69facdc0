"""An application that lacks what may follow later 容缺受理: what is promised, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings

from tongban.cases.domain.events import APPLICANT, SYSTEM, Event
from tongban.cases.domain.follow_events import FollowPromised, FollowReminded
from tongban.cases.domain.following import holds_up_grant, reminder_at
from tongban.cases.domain.status import Status
from tongban.cases.domain.watching import reminder_owed
from tongban.cases.models import Case
from tongban.cases.promise_refusals import PromisedNotThere
from tongban.cases.telling import tell_promised
from tongban.cases.views.material import MaterialView
from tongban.catalogue.api import ItemView, item_by_version
from tongban.catalogue.api import MaterialView as AskedMaterial
from tongban.kernel.calendar import Calendar, due_at
from tongban.kernel.text import Text


def to_follow(
    item: ItemView, situation: str | None, supplied: Sequence[MaterialView]
) -> tuple[AskedMaterial, ...]:
    """The materials that may follow, have a term for it and were not supplied."""
    here = {one.code for one in supplied}
    return tuple(
        one
        for one in item.materials_for(situation)
        if one.later_within is not None and one.code not in here
    )


def promise_of(
    lacking: Sequence[AskedMaterial], now: datetime, calendar: Calendar
) -> FollowPromised:
    """The promise to hand in what is lacking, by the shortest of its terms."""
    terms = [one.later_within for one in lacking if one.later_within is not None]
    until = min(due_at(now, term, calendar) for term in terms)
    return FollowPromised(
        at=now,
        by=APPLICANT,
        materials=tuple(one.code for one in lacking),
        until=until,
        handover_waits=all(one.later_before_handover for one in lacking),
        remind_at=reminder_at(now, until, settings.REMIND_WORKING_DAYS, calendar),
    )


def reminded(case: Case, status: Status, calendar: Calendar, now: datetime) -> list[Event]:
    """Remind the applicant once, when it is time: told by message, kept as an event."""
    if not reminder_owed(status, now) or status.awaited_by is None:
        return []
    names = names_of(item_by_version(case.item_version_id), status.awaited)
    tell_promised(case, names, calendar.local_date(status.awaited_by), now)
    return [FollowReminded(at=now, by=SYSTEM)]


def need_promised(case: Case, status: Status) -> None:
    """Refuses PromisedNotThere while something promised holds up the grant."""
    if holds_up_grant(status):
        raise PromisedNotThere(names_of(item_by_version(case.item_version_id), status.awaited))


def names_of(item: ItemView, codes: Iterable[str]) -> Text:
    """The names of these materials, in a row."""
    names = [one.name for one in item.materials if one.code in set(codes)]
    return Text.of("、".join(one.zh for one in names), ", ".join(one.en for one in names))
