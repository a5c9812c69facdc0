"""The joint clock 联办时限: one promise for the whole, which stands still only when all wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tongban.kernel.calendar import Calendar, Pause, Span, due_with_pauses


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step that was open from ``began_at`` to ``ended_at`` (None: still), all instants UTC.

    ``waits`` are its spans in which no office could go on: with the applicant, or in a special
    procedure that the law does not count.
    """

    began_at: datetime
    ended_at: datetime | None
    waits: tuple[tuple[datetime, datetime | None], ...] = ()


def standstills(stretches: Iterable[Stretch], now: datetime) -> tuple[Pause, ...]:
    """When every open step waited: the only time in which the joint clock stands still.

    Between two moments at which something begins or ends nothing changes, so looking at each such
    piece is exact. A moment in which nothing is open counts: the offices hold the next step.
    """
    known = list(stretches)
    told = {moment for one in known for moment in _moments(one, now)}
    moments = sorted(moment for moment in told | {now} if moment <= now)
    found: list[Pause] = []
    for start, end in pairwise(moments):
        open_now = [one for one in known if _covers(one.began_at, one.ended_at, start, end, now)]
        if not open_now or not all(_waits(one, start, end, now) for one in open_now):
            continue
        if found and found[-1].ended_at == start:
            found[-1] = Pause(found[-1].began_at, end)
        else:
            found.append(Pause(start, end))
    return tuple(found)


def joint_due(
    submitted_at: datetime,
    committed: Span,
    stretches: Sequence[Stretch],
    now: datetime,
    calendar: Calendar,
) -> datetime:
    """When the whole is promised: from the one submission, with its standstills added."""
    return due_with_pauses(submitted_at, committed, standstills(stretches, now), calendar)


def _moments(one: Stretch, now: datetime) -> Iterable[datetime]:
    yield one.began_at
    yield one.ended_at or now
    for began, ended in one.waits:
        yield began
        yield ended or now


def _covers(
    began: datetime, ended: datetime | None, start: datetime, end: datetime, now: datetime
) -> bool:
    return began <= start and end <= (ended or now)


def _waits(one: Stretch, start: datetime, end: datetime, now: datetime) -> bool:
    return any(_covers(began, ended, start, end, now) for began, ended in one.waits)
