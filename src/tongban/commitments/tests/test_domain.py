"""No story of a promise ends in a revocation without a check, and none goes on after its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.commitments.domain import credit
from tongban.commitments.domain.credit import CreditState, CreditStep, holds
from tongban.commitments.domain.steps import (
    PromiseState,
    PromiseStep,
    after,
    open_steps,
    state_of,
)


@given(st.lists(st.sampled_from(PromiseStep), max_size=12))
def test_every_story_is_lawful_or_refused(steps: list[PromiseStep]):
    told = [PromiseStep.MADE]
    state = PromiseState.MADE
    for step in steps:
        following = after(state, step)
        assert (following is None) == (step not in open_steps(state))
        if following is None:
            with pytest.raises(ValueError, match=r"cannot happen"):
                state_of([*told, step])
            continue
        if step in told and step in (PromiseStep.DATA_SILENT, PromiseStep.CHECK_OVERDUE):
            with pytest.raises(ValueError, match=r"cannot happen"):
                state_of([*told, step])
            continue
        told.append(step)
        state = following
        assert state_of(told) is state
    if state is PromiseState.REVOKED:
        assert told.index(PromiseStep.FOUND_FALSE) < told.index(PromiseStep.REVOKED)
        assert PromiseStep.DECIDED in told
    if state.over:
        assert not open_steps(state)


def test_data_alone_find_nobody_untrue():
    for state in PromiseState:
        for step in (PromiseStep.DATA_CONFIRMED, PromiseStep.DATA_SILENT):
            assert after(state, step) in (None, PromiseState.KEPT, PromiseState.TO_CHECK)


def test_every_state_can_end_and_is_named():
    ends = {state for state in PromiseState if state.over}
    reach = set(ends)
    for _ in PromiseState:
        reach |= {s for s in PromiseState for step in open_steps(s) if after(s, step) in reach}
    assert reach == set(PromiseState)
    assert len({state.label.zh for state in PromiseState}) == len(PromiseState)
    with pytest.raises(ValueError, match="begins"):
        state_of([PromiseStep.DECIDED])


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 900),
    st.lists(st.sampled_from(CreditStep), max_size=6),
)
def test_a_record_ends_by_itself_and_what_is_over_bars_nothing(
    made: date, on: int, steps: list[CreditStep]
):
    last, today, state = made + timedelta(days=365), made + timedelta(days=on), CreditState.STANDING
    for step in steps:
        state = credit.after(state, step) or state
    standing = state in (CreditState.STANDING, CreditState.OBJECTED)
    assert holds(state, last, today) == (standing and on <= 365)
    if not standing:
        assert all(credit.after(state, step) is None for step in CreditStep)
