"""The clock light 时限灯 of a case in words: how long is left, since when it stands still."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.api import AWAITING_PROMISED, CaseState, ClockView
from tongban.cases.api import Light as ClockLight
from tongban.kernel.calendar import Calendar, CalendarYearUnknown, working_days_between
from tongban.kernel.text import Text
from tongban.web.design.parts import Light, LightColour
from tongban.web.plumbing.days import office_calendar

_CLOSED = Text.of("已办结", "Closed")
_PAUSED = Text.of("暂停计时", "Clock stopped")
_NOT_STARTED = Text.of("受理后开始计时", "The clock starts on acceptance")
_TO_PAY = Text.of("待缴费，暂停计时", "Waiting for payment, clock stopped")
_PROMISED = Text.of("等申请人补交，暂停计时", "Waiting for what was promised, clock stopped")
_YOUR_TURN = Text.of("等您补正", "Waiting for you")
_UNCOUNTED = (Text.of("计时中", "The clock is running"), Text.of("已超期", "Late"))
_SOON_DAYS = 3
_COLOURS = {
    ClockLight.GREEN: LightColour.GREEN,
    ClockLight.YELLOW: LightColour.YELLOW,
    ClockLight.RED: LightColour.RED,
    ClockLight.PAUSED: LightColour.PAUSED,
    ClockLight.NONE: LightColour.PAUSED,
}


def light_of(state: CaseState, clock: ClockView, now: datetime) -> Light:
    """The light of a case read a moment ago."""
    last = clock.spans[-1] if clock.spans else None
    promised = last is not None and last.kind == AWAITING_PROMISED and last.ended_at is None
    if promised and clock.light is ClockLight.PAUSED and not state.closed:
        return Light(LightColour.PAUSED, _PROMISED, clock.due_at)
    return light_for(state, clock.light, clock.due_at, now)


def light_for(
    state: CaseState, colour: ClockLight, due_at: datetime | None, now: datetime
) -> Light:
    """The light from what a list row carries. ``due_at`` UTC, ``now`` UTC."""
    if state.closed:
        return Light(LightColour.DONE, _CLOSED, due_at)
    if state is CaseState.CORRECTING:
        return Light(LightColour.YELLOW, _YOUR_TURN, due_at)
    if state is CaseState.AWAITING_PAYMENT:
        return Light(LightColour.YELLOW, _TO_PAY, due_at)
    if colour is ClockLight.PAUSED:
        return Light(LightColour.PAUSED, _PAUSED, due_at)
    if due_at is None:
        return Light(LightColour.PAUSED, _NOT_STARTED, None)
    return Light(_COLOURS[colour], _words(colour, due_at, now), due_at)


def light_until(due_at: datetime, now: datetime) -> Light:
    """The light of a plain term, without pauses: yellow on its last three working days."""
    if now > due_at:
        return Light(LightColour.RED, _words(ClockLight.RED, due_at, now), due_at)
    try:
        soon = working_days_between(now, due_at, office_calendar()) <= _SOON_DAYS
    except CalendarYearUnknown:
        soon = False
    colour = ClockLight.YELLOW if soon else ClockLight.GREEN
    return Light(_COLOURS[colour], _words(colour, due_at, now), due_at)


def _words(colour: ClockLight, due_at: datetime, now: datetime) -> Text:
    try:
        return _left(colour, due_at, now, office_calendar())
    except CalendarYearUnknown:
        return _UNCOUNTED[colour is ClockLight.RED]


def _left(colour: ClockLight, due_at: datetime, now: datetime, days: Calendar) -> Text:
    if now > due_at:
        late = max(working_days_between(due_at, now, days), 1)
        return Text.of(f"已超期 {late} 个工作日", f"Late by {late} working day{_s(late)}")
    left = working_days_between(now, due_at, days)
    if left == 0:
        return Text.of("今天到期", "Due today")
    soon = colour is ClockLight.YELLOW
    return Text.of(
        f"{'即将到期' if soon else '正常'}，还剩 {left} 个工作日",
        f"{'Due soon' if soon else 'On time'}, {left} working day{_s(left)} left",
    )


def _s(count: int) -> str:
    return "" if count == 1 else "s"
