"""A system pushes 推送: only itself, each step once, nothing half, the unknown named."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases.api import CaseState, case
from tongban.cases.tests.factories import NOW, an_officer
from tongban.connectors.api import (
    PushNotGenuine,
    PushUnreadable,
    SyncState,
    push_signature,
    referral_of_case,
    take_pushed,
)
from tongban.connectors.domain.pushing import MOST_PUSHED, is_genuine
from tongban.connectors.models import ReferralStep
from tongban.connectors.tests.factories import (
    CODE,
    NAMES,
    TOKEN,
    Twin,
    applied,
    go_on,
    history,
    push,
    their_number,
    they_grant,
    twin,
)
from tongban_vertical_demo.vocabulary import ACCEPTED

__all__ = ["twin"]


@pytest.mark.django_db
def test_a_push_goes_on_at_once_and_a_replay_changes_nothing(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    number = their_number(twin)
    they_grant(twin, number)
    told = push(twin.register.steps([number]), now)
    assert (told.heard, told.not_known, told.applied) == ((number,), (), 3)
    assert case(person, mine.id).state is CaseState.APPROVED
    before = history(person, mine.id)
    assert push(twin.register.steps([number]), now + timedelta(days=1)).applied == 0
    go_on(now)
    assert history(person, mine.id) == before


@pytest.mark.django_db
def test_a_step_after_a_gap_waits_and_an_unknown_state_waits_with_a_sentence(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    number = their_number(twin)
    twin.register.advance(number, ACCEPTED)
    steps = sorted(twin.register.steps([number]), key=lambda each: each["xh"])
    odd = steps[-1] | {"xh": 3, "zt": "77"}
    assert push([odd], now).applied == 0
    assert push([steps[-1]], now).applied == 1
    seen = referral_of_case(an_officer(), mine.id)
    assert seen.state is SyncState.STUCK
    assert "77" in str(seen.problem)
    assert case(person, mine.id).state is CaseState.ACCEPTED


@pytest.mark.django_db
def test_only_the_system_itself_and_nothing_half(twin: Twin):
    _, mine = applied()
    now = go_on(NOW, 2)
    number = their_number(twin)
    twin.register.advance(number, ACCEPTED)
    (step, *_) = twin.register.steps([number])
    kept = ReferralStep.objects.count()
    for code, token in ((CODE, "another"), ("nobody", TOKEN)):
        with pytest.raises(PushNotGenuine):
            push([step], now, code=code, token=token)
    body = json.dumps({NAMES["steps"]: [step]}).encode()
    with pytest.raises(PushNotGenuine):
        take_pushed(
            code=CODE, body=body + b" ", signature=push_signature(CODE, TOKEN, body), now=now
        )
    with pytest.raises(PushUnreadable) as told:
        push([step, step | {"xh": "two"}, step | {"sj": "noon"}], now)
    (problem,) = told.value.problems
    assert all(f"{place}: " in problem.message.en for place in (1, 2))
    for steps in ([], [step] * (MOST_PUSHED + 1)):
        with pytest.raises(PushUnreadable):
            push(steps, now)
    assert ReferralStep.objects.count() == kept
    assert push([step | {"sqbh": "YC-other"}], now).not_known == ("YC-other",)
    assert referral_of_case(an_officer(), mine.id).state is SyncState.THERE


@given(st.binary(max_size=60), st.text(max_size=8), st.binary(max_size=60))
def test_a_signature_is_for_one_body_and_one_connector(body: bytes, code: str, other: bytes):
    made = push_signature(code, TOKEN, body)
    assert is_genuine(code, TOKEN, body, made)
    assert is_genuine(code, TOKEN, other, made) == (other == body)
    assert not is_genuine(code + "x", TOKEN, body, made)
    assert not is_genuine(code, TOKEN + "x", body, made)
