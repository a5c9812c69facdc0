"""Rules find the same in whatever pieces a story comes; orders move as told and no other way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.monitoring.domain.orders import Move, MoveForbidden, OrderState, standing
from tongban.monitoring.domain.rules import Axis, Level, Rule, Seen, Sign, occasions

T0 = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WORDS = Text.of("规则", "Rule")
MOVES, OTHERS = ("CaseHandedOver", "StepTransferred"), ("Accepted", "StepDone", "Approved")
HELD = frozenset({"permit", "licence"})


def a_rule(sign: Sign, most: int = 1) -> Rule:
    return Rule(
        "r", 1, WORDS, sign, Level.YELLOW, Axis.LINE, ArticleRef("xuke-fa", "42", "2019-04-23"),
        WORDS, 3, most=most,
    )  # fmt: skip


def events() -> st.SearchStrategy[tuple[str, dict, bool]]:
    deadline = st.sampled_from(
        ["promise", "statutory", "tell-defects", "procedure", "delivery", "payment"]
    )
    return st.one_of(
        st.tuples(
            st.just("DeadlineAppended"),
            st.builds(lambda d, n: {"deadline": d, "due_at": f"day-{n}"}, deadline,
                      st.integers(0, 9)),
            st.just(False),
        ),
        st.tuples(
            st.just("CorrectionRequested"),
            st.fixed_dictionaries({
                "targets": st.lists(st.sampled_from(["permit", "licence", "photo", "name"])),
                "breach": st.booleans(),
            }),
            st.just(True),
        ),
        st.tuples(st.just("TermExtended"), st.just({}), st.booleans()),
        st.tuples(st.sampled_from(MOVES), st.just({}), st.just(True)),
        st.tuples(st.sampled_from(OTHERS), st.just({}), st.just(False)),
    )  # fmt: skip


def story(told: list[tuple[str, dict, bool]]) -> tuple[Seen, ...]:
    return tuple(
        Seen(place, kind, T0 + timedelta(hours=place), "agency", facts, words)
        for place, (kind, facts, words) in enumerate(told, start=1)
    )


def counted(told: list[tuple[str, dict, bool]], sign: Sign, most: int) -> int:
    """How often a slow reader would say it happened."""
    ran_out = {
        Sign.OVERDUE: "promise", Sign.OVERDUE_BY_LAW: "statutory",
        Sign.NOT_LOOKED_AT: "tell-defects", Sign.PROCEDURE_OVERRUN: "procedure",
        Sign.NOT_DELIVERED: "delivery",
    }  # fmt: skip
    number = 0
    moves = 0
    for kind, facts, words in told:
        if sign in ran_out and kind == "DeadlineAppended":
            number += facts["deadline"] == ran_out[sign]
        if kind == "CorrectionRequested":
            number += sign is Sign.SECOND_NOTICE and facts["breach"]
            asked = any(target in HELD for target in facts["targets"])
            number += sign is Sign.HELD_MATERIAL_ASKED and asked
        if kind == "TermExtended":
            number += sign is Sign.EXTENDED_WITHOUT_REASON and not words
        moves += kind in MOVES
    if sign is Sign.HANDED_ON_TOO_OFTEN:
        number += moves > most
    return number


@given(st.lists(events(), max_size=12), st.sampled_from(list(Sign)), st.integers(1, 3))
def test_a_rule_finds_what_a_slow_reader_finds(told, sign, most):
    found = occasions(a_rule(sign, most), story(told), HELD)
    assert len(found) == counted(told, sign, most)


@given(st.lists(events(), max_size=12), st.sampled_from(list(Sign)), st.integers(0, 12))
def test_what_was_found_is_found_again_by_the_same_key_when_the_story_goes_on(told, sign, cut):
    rule, whole = a_rule(sign), story(told)
    before = {each.key for each in occasions(rule, whole[:cut], HELD)}
    assert before <= {each.key for each in occasions(rule, whole, HELD)}


@given(st.lists(st.sampled_from(list(Move)), max_size=8))
def test_an_order_is_closed_only_by_an_answer_that_was_accepted(moves):
    try:
        state = standing(moves)
    except MoveForbidden:
        return
    assert moves[0] is Move.ISSUED
    assert moves.count(Move.ISSUED) == 1
    if state is OrderState.CLOSED:
        assert moves[-2:] == [Move.ANSWERED, Move.ACCEPTED]
    judged = moves.count(Move.ACCEPTED) + moves.count(Move.SENT_BACK)
    assert moves.count(Move.ANSWERED) - judged == (state is OrderState.ANSWERED)


@pytest.mark.parametrize("moves", [[], [Move.ANSWERED], [Move.ISSUED, Move.ACCEPTED]])
def test_moves_out_of_turn_are_refused(moves):
    with pytest.raises(MoveForbidden):
        standing(moves)
