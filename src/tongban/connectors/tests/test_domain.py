"""Order, meaning and conversion, without a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.connectors.domain.converting import converted, masked
from tongban.connectors.domain.definition import FieldRule, Move, Origin, OriginKind
from tongban.connectors.domain.incoming import Unreadable, next_in_order, read_step
from tongban.connectors.domain.moves import Standing, Verdict, judge
from tongban.connectors.domain.waiting import next_try
from tongban.connectors.tests.factories import connector_file

SPEECH = connector_file().connector().speech
TOLD = {
    "sqbh": "YC1", "xh": 3, "zt": "20", "sj": "2026/11/28 00:30:00", "yj": "好", "xkzh": "",
    "blzd": 0,
}  # fmt: skip


@given(st.integers(0, 12), st.data())
def test_however_steps_arrive_they_are_taken_in_order_each_once(count: int, data: st.DataObject):
    arriving = data.draw(st.lists(st.integers(1, max(count, 1)), max_size=60))
    arriving += data.draw(st.permutations(range(1, count + 1)))
    last, taken, there = 0, [], set()
    for seq in arriving:
        if seq > count:
            continue
        there.add(seq)
        run = next_in_order(last, [*there, *there])
        taken += run
        last = run[-1] if run else last
    assert taken == list(range(1, count + 1))


@given(st.sampled_from(Move), st.sampled_from(Standing))
def test_a_closed_case_is_never_moved(move: Move, standing: Standing):
    verdict = judge(move, standing)
    if standing.closed and move is not Move.NOTE:
        assert verdict is not Verdict.DO
    # Said twice is so already: doing it again never conflicts with itself.
    after = {
        Move.ACCEPT: Standing.HANDLED, Move.REFUSE: Standing.REFUSED,
        Move.APPROVE: Standing.APPROVED, Move.DENY: Standing.DENIED,
    }  # fmt: skip
    if verdict is Verdict.DO and move in after:
        assert judge(move, after[move]) is Verdict.ALREADY


@pytest.mark.parametrize(
    ("move", "standing"),
    [
        (Move.APPROVE, Standing.WITHDRAWN),
        (Move.APPROVE, Standing.DENIED),
        (Move.DENY, Standing.APPROVED),
        (Move.ACCEPT, Standing.CORRECTING),
        (Move.APPROVE, Standing.RECEIVED),
    ],
)
def test_contradictions_are_for_a_person(move: Move, standing: Standing):
    assert judge(move, standing) is Verdict.CONFLICT


def test_their_moment_is_beijings():
    assert read_step(TOLD, SPEECH).at == datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"xh": 0}, {"xh": "3"}, {"xh": True}, {"xh": 10**9}, {"sj": "2026-11-28"}, {"zt": None},
        {"yj": []}, {"blzd": -1},
    ],
)  # fmt: skip
def test_what_is_not_as_agreed_is_not_read(change: dict[str, object]):
    with pytest.raises(Unreadable):
        read_step(TOLD | change, SPEECH)


@settings(max_examples=30)
@given(st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.just({}))
def test_rubbish_is_unreadable_and_nothing_worse(told: object):
    with pytest.raises(Unreadable):
        read_step(told, SPEECH)


RULE = FieldRule("f", required=True, origin=Origin(OriginKind.ANSWER, "a"))


@pytest.mark.parametrize(
    ("rule", "value", "made"),
    [
        (RULE, " 示例 ", "示例"),
        (RULE, 8, "8"),
        (RULE, True, "yes"),
        (replace(RULE, date="%Y%m%d"), "2026-02-03", "20260203"),
        (replace(RULE, codes={"m": "1"}), "m", "1"),
        (replace(RULE, keep=4), "19900001234", "*******1234"),
    ],
)
def test_conversions(rule: FieldRule, value: object, made: str):
    assert converted((rule,), lambda _: value).fields == {"f": made}


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        (replace(RULE, date="%Y%m%d"), "not a day", "connectors.date_unreadable"),
        (replace(RULE, codes={"m": "1"}), "f", "connectors.code_not_sent"),
        (replace(RULE, refuses=("f",)), "f", "connectors.code_not_sent"),
        (replace(RULE, values=("1",)), "2", "connectors.value_not_theirs"),
        (replace(RULE, longest=2), "三个字", "connectors.too_long"),
    ],
)
def test_what_cannot_be_converted_is_said_never_guessed(rule: FieldRule, value: object, code: str):
    done = converted((rule,), lambda _: value)
    assert (dict(done.fields), [each.code for each in done.problems]) == ({}, [code])


@given(st.text(max_size=40), st.integers(0, 50))
def test_a_mask_keeps_the_length_and_only_the_end(value: str, keep: int):
    hidden = masked(value, keep)
    assert len(hidden) == len(value)
    assert hidden.lstrip("*") in value
    assert set(hidden[: max(len(value) - keep, 0)]) <= {"*"}


@given(st.integers(1, 10_000))
def test_trying_again_waits_longer_and_at_most_two_minutes(failures: int):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    waits = [(next_try(now, n) - now).total_seconds() for n in (failures, failures + 1)]
    assert 2 <= waits[0] <= waits[1] <= 120
