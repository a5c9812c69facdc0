"""The queue: never lost, never served twice, fair by the published rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.places.domain.queue import (
    CALLS_TO_SIT_OUT,
    PREFERRED_IN_A_ROW,
    RETURNS,
    Group,
    Number,
    Queue,
    Standing,
)
from tongban.places.tests.factories import NOW

WINDOWS = ("A1", "A2")
ACTS = st.one_of(
    st.tuples(st.just("take"), st.sampled_from(Group)),
    st.tuples(st.sampled_from(("call", "finish", "skip")), st.sampled_from(WINDOWS)),
    st.tuples(st.sampled_from(("return", "leave")), st.integers(1, 12)),
)


def act(queue: Queue, verb: str, thing: object) -> tuple[Queue, Number | None]:
    """One act as the actions do it: what cannot happen changes nothing. Also who was called."""
    if verb == "take":
        return queue.take(thing)[0], None
    if verb == "call":
        return (queue, None) if queue.serving_at(thing) else queue.call(thing, NOW)
    if verb in ("finish", "skip"):
        there = queue.serving_at(thing)
        if there is None:
            return queue, None
        return getattr(queue, verb)(there.number, NOW + timedelta(minutes=1)), None
    known = queue.find(thing)
    if verb == "return" and known and known.standing is Standing.SKIPPED:
        return queue.come_back(thing), None
    if verb == "leave" and known and known.standing is Standing.WAITING:
        return queue.leave(thing, NOW), None
    return queue, None


@given(st.lists(ACTS, max_size=60))
def test_no_number_is_lost_and_none_is_served_twice(acts):
    queue, taken, served = Queue(), 0, []
    for verb, thing in acts:
        before = queue
        queue, called = act(queue, verb, thing)
        taken += verb == "take"
        assert [one.number for one in queue.numbers] == list(range(1, taken + 1))
        if called is not None:
            assert before.find(called.number).standing is Standing.WAITING
        for old, new in zip(before.numbers, queue.numbers, strict=False):
            if old.standing is not Standing.SERVED and new.standing is Standing.SERVED:
                served.append(new.number)
            assert not old.standing.over or new == old
            assert new.returns <= RETURNS
        at_windows = [n.window for n in queue.numbers if n.standing is Standing.CALLED]
        assert len(at_windows) == len(set(at_windows))
    assert len(served) == len(set(served))


@given(st.lists(ACTS, max_size=60))
def test_the_order_is_what_calling_until_nobody_waits_gives(acts):
    queue = Queue()
    for verb, thing in acts:
        queue, _ = act(queue, verb, thing)
    foretold = [one.number for one in queue.order()]
    waiting = {one.number for one in queue.numbers if one.standing is Standing.WAITING}
    assert set(foretold) == waiting
    called = []
    while (turn := queue.call("Z", NOW))[1] is not None:
        queue = turn[0].finish(turn[1].number, NOW)
        called.append(turn[1].number)
    assert called == foretold


@given(st.lists(st.sampled_from(Group), min_size=1, max_size=40))
def test_within_a_group_the_earlier_number_is_called_earlier(groups):
    queue = Queue()
    for group in groups:
        queue, _ = queue.take(group)
    for group in Group:
        numbers = [one.number for one in queue.order() if one.group is group]
        assert numbers == sorted(numbers)


@given(st.integers(1, 5), st.lists(st.sampled_from(Group), min_size=20, max_size=40))
def test_nobody_waits_for_ever_behind_those_who_come_first(ahead, newcomers):
    """With preferred people arriving before every call, everybody else still moves."""
    queue = Queue()
    for _ in range(ahead):
        queue, last = queue.take(Group.OTHERS)
    calls = 0
    for group in newcomers:
        if queue.find(last.number).standing is not Standing.WAITING:
            break
        queue, _ = queue.take(Group.FIRST if group is Group.OTHERS else group)
        queue, called = queue.call("A1", NOW)
        queue = queue.finish(called.number, NOW)
        calls += 1
    assert calls <= ahead * (PREFERRED_IN_A_ROW + 1)


def test_the_published_order_of_groups():
    queue = Queue()
    for group in (Group.OTHERS, Group.BOOKED, Group.FIRST, Group.FIRST, Group.OTHERS):
        queue, _ = queue.take(group)
    assert [one.number for one in queue.order()] == [3, 4, 1, 2, 5]


def test_who_was_passed_over_comes_back_after_three_calls():
    queue = Queue()
    for _ in range(8):
        queue, _ = queue.take(Group.OTHERS)
    queue, missing = queue.call("A1", NOW)
    queue = queue.skip(missing.number, NOW).come_back(missing.number)
    assert [one.number for one in queue.order()][: CALLS_TO_SIT_OUT + 1] == [2, 3, 4, 1]


def test_a_second_time_not_there_ends_the_number():
    queue, _ = Queue().take(Group.OTHERS)
    queue, one = queue.call("A1", NOW)
    queue = queue.skip(one.number, NOW).come_back(one.number)
    queue, one = queue.call("A1", NOW)
    queue = queue.skip(one.number, NOW)
    assert queue.find(1).standing is Standing.LEFT
    with pytest.raises(ValueError, match="not skipped"):
        queue.come_back(1)
