"""A long past costs nothing: few events bear on a case, and the rest is read when looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases.api import CaseView, accept_case, case, complete_step, replay_case
from tongban.cases.domain.bearing import WORK, bearing
from tongban.cases.domain.events import Accepted, Approved, Event, OpinionGiven, Submitted
from tongban.cases.domain.flow_events import StepDone
from tongban.cases.domain.state import state
from tongban.cases.domain.status import LEGAL, IllegalStep, Status
from tongban.cases.history import bearing_events, history, last_seq
from tongban.cases.models import Case
from tongban.cases.queries import cases as reading
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
)
from tongban.cases.tests.flows import chain
from tongban.cases.tests.test_state_machine import CALENDAR, FIRST_DAY, PROMISE, noon
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Span, SpanUnit

DAYS = st.integers(-3, 40)


def folded(events: Sequence[Event], day: int) -> Status | None:
    """The status as of a day after the first; None for what cannot have happened."""
    try:
        return state(events, noon(FIRST_DAY + timedelta(days=day)), CALENDAR)
    except IllegalStep:
        return None


@given(st.lists(DAYS, max_size=6), st.booleans(), st.none() | DAYS, DAYS)
def test_the_status_follows_from_the_bearing_events_even_when_clocks_disagree(
    worked: list[int], accepted: bool, decided: int | None, looked: int
):
    first = Submitted(at=noon(FIRST_DAY), by="a", promise=Span(PROMISE, SpanUnit.WORKING_DAY))
    events: list[Event] = [first]
    events += [Accepted(at=noon(FIRST_DAY), by="b")] if accepted else []
    at = [noon(FIRST_DAY + timedelta(days=day)) for day in worked]
    events += [OpinionGiven(at=moment, by="b", duty="reviewer") for moment in at]
    if decided is not None:
        events.append(Approved(at=noon(FIRST_DAY + timedelta(days=decided)), by="b"))
    whole = folded(events, looked)
    assert whole is None or folded(bearing(events), looked) == whole
    assert len(bearing(events)) <= 4


@pytest.mark.parametrize("state_", [CaseState.SUBMITTED, CaseState.CORRECTING])
def test_no_work_is_done_on_a_case_that_is_not_accepted(state_: CaseState):
    assert not LEGAL[state_] & set(WORK)


@pytest.mark.django_db
def test_a_step_late_in_a_long_case_reads_as_little_as_an_early_one(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(reading, "_AT_HAND", 6)
    a_house(monkeypatch)
    flow_item(chain(16))
    officer = an_officer()
    known = do(accept_case, officer, submit(a_resident(), COMMITTED, item_version=2))
    costs: list[int] = []

    def step(known: CaseView) -> CaseView:
        with CaptureQueriesContext(connection) as asked:
            known = do(complete_step, officer, known, outcome="done", opinion="看过")
        costs.append(len(asked))
        return known

    for _ in range(15):
        known = step(known)
    row = Case.objects.get(id=known.id)
    assert costs[-1] == costs[-2] == costs[8] <= costs[1] + 1
    assert len(bearing_events(row)) == 4  # submitted, accepted, the flow begun, the first step
    assert bearing_events(row) == bearing(history(row))
    assert last_seq(row) == len(history(row)) == 18
    # What was given back before the past was looked at tells all of it.
    assert [one.kind for one in known.steps] == [type(one).__name__ for one in history(row)]
    assert {one.detail.zh for one in known.steps if one.kind == StepDone.__name__} == {"看过"}
    assert [one.done for one in known.flow.steps] == [*[True] * 15, False, False]
    before, known = known, step(known)
    assert len(before.steps) == 18
    assert case(officer, known.id, NOW).steps == known.steps
    assert replay_case(officer, known.id, NOW).same
