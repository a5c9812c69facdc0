"""An application on its way: its clocks are those of one handed in where and when it arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.cases.domain.events import (
    AcceptanceRefused,
    Accepted,
    Approved,
    CorrectionRequested,
    DeadlineAppended,
    Denied,
    SpecialProcedureStarted,
    Submitted,
    Withdrawn,
)
from tongban.cases.domain.state import advance, state
from tongban.cases.domain.status import LEGAL, IllegalStep
from tongban.cases.domain.stored_events import event_from, facts_of
from tongban.cases.domain.transit import legal_in
from tongban.cases.domain.transit_events import AmendedAfar, ArrivedHome, CollectedAfar
from tongban.cases.domain.watching import clocks_of, expiry_of, first_watch
from tongban.cases.tests.fingers import FIRST_DAYS, MADE, at, days, live
from tongban.cases.views.state import CaseState

DAY = date(2026, 3, 2)


def collected(on: date, **more) -> list:
    first = Submitted(at=at(on), by="applicant", promise=days(5), statutory=days(20), **more)
    return [first, CollectedAfar(at=at(on), by="afar")]


@given(FIRST_DAYS, st.integers(0, 60 * 24 * 40), st.data())
@settings(max_examples=150, deadline=None)
def test_the_clocks_are_as_if_it_had_been_handed_in_on_arrival(first, minutes, data):
    told, events = live(MADE, first, data)
    arrived = events[0].at
    before = replace(events[0], at=arrived - timedelta(minutes=minutes))
    afar = [
        before,
        CollectedAfar(at=before.at, by="afar"),
        ArrivedHome(at=arrived, by="home"),
        *events[1:],
    ]
    as_of = at(told.day)
    seen, direct = state(afar, as_of, MADE), state(events, as_of, MADE)
    assert seen.arrived_at == direct.submitted_at
    assert replace(seen, submitted_at=direct.submitted_at, arrived_at=None) == direct
    assert clocks_of(seen, MADE) == clocks_of(direct, MADE)
    assert first_watch(seen, MADE) == first_watch(direct, MADE)


@given(FIRST_DAYS, st.integers(1, 400))
def test_on_its_way_no_clock_runs_and_silence_accepts_nothing(first, later):
    status = state(collected(first), at(first + timedelta(days=later)), MADE)
    assert status.state is CaseState.SUBMITTED
    assert (status.accepted_at, status.due_at, clocks_of(status, MADE)) == (None, None, [])


@pytest.mark.parametrize("event", [
    Accepted(at(DAY), "x"), CorrectionRequested(at(DAY), "x", ("photo",)),
    AcceptanceRefused(at(DAY), "x", ("a",)), Approved(at(DAY), "x"), Denied(at(DAY), "x", ("a",)),
    SpecialProcedureStarted(at(DAY), "x", "inspection", None, days(3)),
], ids=lambda one: type(one).__name__)  # fmt: skip
def test_nothing_is_decided_on_the_way(event):
    status = state(collected(DAY), at(DAY), MADE)
    with pytest.raises(IllegalStep):
        advance(status, event, MADE)


def test_it_can_be_withdrawn_and_arrives_once():
    status = state(collected(DAY), at(DAY), MADE)
    assert advance(status, Withdrawn(at(DAY), "applicant"), MADE).state is CaseState.WITHDRAWN
    here = advance(status, ArrivedHome(at(DAY), "home"), MADE)
    for again in (ArrivedHome(at(DAY), "home"), CollectedAfar(at(DAY), "afar")):
        with pytest.raises(IllegalStep):
            advance(here, again, MADE)
    assert legal_in(here) == LEGAL[CaseState.SUBMITTED] - {AmendedAfar, ArrivedHome}
    assert DeadlineAppended in legal_in(status)


def test_new_files_on_the_way_change_nothing_but_the_files():
    status = state(collected(DAY), at(DAY), MADE)
    amended = AmendedAfar(at(DAY), "afar", ("photo",))
    assert advance(status, amended, MADE) == status
    with pytest.raises(IllegalStep):
        advance(advance(status, ArrivedHome(at(DAY), "home"), MADE), amended, MADE)


def test_a_renewal_is_in_time_by_the_day_it_was_handed_in():
    expires = DAY + timedelta(days=31)
    events = collected(DAY, renews_until=expires)
    on_its_way = state(events, at(DAY), MADE)
    assert expiry_of(on_its_way, MADE) is None, "nobody who could decide has it"
    arrived = [*events, ArrivedHome(at(DAY + timedelta(days=3)), "home")]
    assert expiry_of(state(arrived, at(DAY + timedelta(days=3)), MADE), MADE) is not None
    too_late = [*events, ArrivedHome(at(expires + timedelta(days=2)), "home")]
    assert state(too_late, at(expires + timedelta(days=3)), MADE).state is CaseState.SUBMITTED


def test_the_events_are_stored_as_they_are():
    amended = AmendedAfar(at(DAY), "afar", ("photo", "lease"))
    for one in (CollectedAfar(at(DAY), "afar"), amended, ArrivedHome(at(DAY), "home")):
        assert event_from(type(one).__name__, one.at, one.by, facts_of(one)) == one
