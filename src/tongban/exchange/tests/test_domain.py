"""Requests, drafts and looks by property: whatever happens, in whatever order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.exchange.domain.drafting import Wanted, draft_requests
from tongban.exchange.domain.grants import GrantState, grant_state
from tongban.exchange.domain.looking import LookFacts, joined
from tongban.exchange.domain.requests import (
    Happened,
    Mover,
    RequestState,
    RequestStatus,
    RequestStep,
    StepNotPossible,
    advance,
    status_of,
    steps_from,
)
from tongban.kernel.article import ArticleRef

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TERM = timedelta(days=10)
FILED = Happened(RequestStep.FILED, START, START + TERM)
steps = st.lists(st.tuples(st.sampled_from(list(RequestStep)), st.integers(0, 30)), max_size=12)


def lived(tried: list[tuple[RequestStep, int]]) -> tuple[list[Happened], list[RequestStatus]]:
    """Try each step after some days; those that do not follow are refused and leave no trace."""
    events, at = [FILED], START
    statuses = [status_of(events)]
    for step, days in tried:
        at += timedelta(days=days)
        happened = Happened(step, at, at + TERM)
        if step in steps_from(statuses[-1], at):
            events.append(happened)
            statuses.append(advance(statuses[-1], happened))
        else:
            with pytest.raises(StepNotPossible):
                advance(statuses[-1], happened)
    return events, statuses


@given(steps)
def test_the_state_follows_from_the_events_alone(tried):
    events, statuses = lived(tried)
    assert status_of(events) == statuses[-1]
    assert all(status_of(events[: n + 1]) == status for n, status in enumerate(statuses))


@given(steps)
def test_what_is_settled_stays_settled_and_a_term_is_extended_once(tried):
    events, statuses = lived(tried)
    ended = {RequestState.GRANTED, RequestState.SETTLED, RequestState.WITHDRAWN}
    for status in statuses[:-1]:
        assert status.state not in ended
    assert [event.step for event in events].count(RequestStep.EXTENDED) <= 1
    assert [event.step for event in events].count(RequestStep.FILED) == 1


@given(steps)
def test_a_refusal_stands_only_when_the_provider_said_it_and_nobody_rules_on_what_is_not_disputed(
    tried,
):
    events, _ = lived(tried)
    order = [event.step for event in events]
    for place, step in enumerate(order):
        if step in (RequestStep.RULED_TO_SHARE, RequestStep.RULED_NOT_TO_SHARE):
            assert order[place - 1] is RequestStep.DISPUTED
        if step is RequestStep.GRANTED and RequestStep.RULED_NOT_TO_SHARE in order[:place]:
            raise AssertionError("granted after a ruling that it need not be")


@given(steps, st.integers(0, 400))
def test_somebody_is_waited_for_exactly_while_there_is_a_step_of_theirs(tried, days):
    _, statuses = lived(tried)
    status, now = statuses[-1], START + timedelta(days=days)
    movers = set(steps_from(status, now).values())
    if status.mover is not None:
        assert status.mover in movers
    assert not (status.overdue(now) and status.mover is None)


def test_silence_is_disputed_only_when_it_is_late():
    status = status_of([FILED])
    assert RequestStep.DISPUTED not in steps_from(status, START + TERM)
    late = steps_from(status, START + TERM + timedelta(seconds=1))
    assert late[RequestStep.DISPUTED] is Mover.CONSUMER
    assert RequestStep.EXTENDED not in late


def test_nothing_happens_before_the_filing():
    for first in (None, Happened(RequestStep.GRANTED, START, None)):
        with pytest.raises(StepNotPossible):
            status_of([first] if first else [])


moments = st.integers(-50, 50).map(lambda n: START + timedelta(hours=n))


@given(moments, moments, st.none() | moments)
def test_a_grant_never_holds_outside_its_term_or_after_it_was_revoked(until, now, revoked):
    state = grant_state(START, until, revoked, now)
    held = state is GrantState.IN_FORCE
    assert held == (START <= now < until and (revoked is None or now < revoked))


elements = st.sampled_from([f"person.e{n}" for n in range(8)])
refs = st.sampled_from([ArticleRef("law", str(n), "2020-01-01") for n in range(3)])
wants = st.lists(st.builds(Wanted, elements, st.none() | refs), max_size=20)
holders = st.dictionaries(elements, st.sampled_from(["r1", "r2"]))


@given(wants, holders, refs, st.randoms())
def test_drafts_ask_for_what_is_used_and_shared_once_and_in_one_order(wanted, holder, basis, rng):
    drafts = draft_requests(wanted, holder, basis)
    asked = [field for draft in drafts for field in draft.fields]
    assert sorted(asked) == sorted({w.element_id for w in wanted} & set(holder))
    assert all(holder[field] == draft.resource for draft in drafts for field in draft.fields)
    named = {(w.element_id, w.article or basis) for w in wanted}
    assert all((field, draft.article) in named for draft in drafts for field in draft.fields)
    shuffled = list(wanted)
    rng.shuffle(shuffled)
    assert {d.fields for d in draft_requests(shuffled, holder, basis)} == {d.fields for d in drafts}


outcomes = st.sampled_from(["answered", "not-found", "refused", "silent", ""])
looks = st.builds(
    LookFacts,
    call=st.just("c"), token=st.just("t"), grant=st.just("g"), at_ms=st.integers(0, 9),
    fields=st.sets(elements).map(lambda s: tuple(sorted(s))), questions=st.just(()),
    outcome=outcomes, codes=st.just(()), by_provider=st.booleans(), by_consumer=st.booleans(),
)  # fmt: skip


@given(st.lists(looks, min_size=1, max_size=4))
def test_a_look_is_the_same_whichever_leaf_comes_first_and_is_never_told_smaller(leaves):
    made = set()
    for order in permutations(leaves):
        look = order[0]
        for other in order[1:]:
            look = joined(look, other)
        made.add(look)
    (look,) = made
    assert set(look.fields) == {field for leaf in leaves for field in leaf.fields}
    if any(leaf.outcome == "answered" for leaf in leaves):
        assert look.outcome == "answered"


def test_leaves_of_different_looks_do_not_join():
    one = LookFacts("c", "t", "g", 1, (), (), "", (), True, False)
    with pytest.raises(ValueError, match="different looks"):
        joined(one, LookFacts("c", "other", "g", 1, (), (), "", (), True, False))
