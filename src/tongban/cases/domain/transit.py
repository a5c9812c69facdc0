"""An application on its way 异地代收: what may happen to it, and where its clocks begin.

Whoever collects has no power in it, so nothing but materials brought to them anew, its arrival, a
promised paper or its withdrawal can follow, and silence accepts nothing. It arrives as if it had
been handed in that moment; only whether a renewal was asked for in time (行政许可法 50) goes by the
day the person handed it in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tongban.cases.domain import clocks
from tongban.cases.domain.events import DeadlineAppended, Event, Withdrawn
from tongban.cases.domain.follow_events import FollowPromised, MaterialFollowed
from tongban.cases.domain.status import LEGAL, IllegalStep, Status
from tongban.cases.domain.transit_events import AmendedAfar, ArrivedHome, CollectedAfar
from tongban.kernel.calendar import Calendar

_ON_ITS_WAY: frozenset[type[Event]] = frozenset(
    {AmendedAfar, ArrivedHome, Withdrawn, DeadlineAppended, FollowPromised, MaterialFollowed}
)


def legal_in(status: Status) -> frozenset[type[Event]]:
    """Which events may come next."""
    legal = LEGAL[status.state]
    return legal & _ON_ITS_WAY if status.in_transit else legal - {AmendedAfar, ArrivedHome}


def _collected(status: Status, event: CollectedAfar, calendar: Calendar) -> Status:
    del calendar
    if status.arrived_at is not None or status.received_at != event.at or status.told:
        raise IllegalStep(status.state, type(event))
    return replace(status, in_transit=True, tell_by=None)


def _amended(status: Status, event: AmendedAfar, calendar: Calendar) -> Status:
    """The dossier has them; where it is and every clock stay as they are."""
    del event, calendar
    return status


def _arrived(status: Status, event: ArrivedHome, calendar: Calendar) -> Status:
    over = status.renews_until is not None and event.at > calendar.end_of_day(status.renews_until)
    return replace(
        status,
        in_transit=False,
        arrived_at=event.at,
        received_at=event.at,
        tell_by=clocks.tell_defects_by(event.at, calendar),
        # A licence that ended on the way is renewed by nobody's silence.
        renews_until=None if over else status.renews_until,
    )


STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    CollectedAfar: _collected,
    AmendedAfar: _amended,
    ArrivedHome: _arrived,
}
