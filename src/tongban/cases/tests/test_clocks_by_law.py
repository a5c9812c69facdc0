"""The clocks of a case against an oracle that counts days on its fingers, over twenty years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.cases.domain.events import (
    Event,
)
from tongban.cases.domain.state import state
from tongban.cases.tests.fingers import FIRST_DAYS, MADE, ONE, Fingers, at, live, real_calendar
from tongban.cases.views.clock import Light


def compare(told: Fingers, events: list[Event]) -> None:
    calendar = told.calendar
    status = state(events, at(told.day), calendar)
    assert status.breached == told.breached
    if told.accepted is None:
        assert status.accepted_at is None
        assert status.due_at is None
        return
    assert status.accepted_at is not None
    assert calendar.local_date(status.accepted_at) == told.accepted
    assert status.due_at is not None
    assert status.statutory_due_at is not None
    due = told.due(told.promise)
    assert calendar.local_date(status.due_at) == due
    assert calendar.local_date(status.statutory_due_at) == told.due(told.statutory)
    if told.where != "paused":
        assert (status.light is Light.RED) == ((told.closed or told.day) > due)
    else:
        assert status.light is Light.PAUSED
    if status.light in (Light.GREEN, Light.YELLOW) and told.closed is None:
        left = sum(told.works(told.day + n * ONE) for n in range(1, (due - told.day).days + 1))
        soon = left <= max(1, (told.promise + told.added) // 5)
        assert (status.light is Light.YELLOW) == soon


@given(FIRST_DAYS, st.data())
@settings(max_examples=250, deadline=None)
def test_clocks_agree_with_counting_on_fingers_over_twenty_years(first: date, data: st.DataObject):
    compare(*live(MADE, first, data))


@pytest.mark.shared_data
def test_clocks_agree_with_counting_on_fingers_over_the_announced_holidays():
    real = real_calendar()

    @given(st.dates(date(2005, 1, 1), date(2025, 9, 1)), st.data())
    @settings(max_examples=150, deadline=None)
    def hunt(first: date, data: st.DataObject) -> None:
        compare(*live(real, first, data))

    hunt()
