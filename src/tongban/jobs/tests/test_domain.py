"""Subscriptions, schedule, retries and the shapes of personal numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.jobs.domain.retries import (
    MAX_ATTEMPTS,
    is_last_attempt,
    wait_before_retry_s,
    wait_for_receiver_s,
)
from tongban.jobs.domain.schedule import forget_periodic, periodic, periodic_tasks
from tongban.jobs.domain.subscriptions import (
    find_handler,
    handler_names,
    subscribe,
    unsubscribe,
)


def test_subscribing_twice_is_harmless_and_a_taken_name_is_told():
    def first(_event):
        return None

    def second(_event):
        return None

    try:
        subscribe("TestEvent", "test.one")(first)
        subscribe("TestEvent", "test.one")(first)
        assert handler_names("TestEvent") == ("test.one",)
        assert find_handler("TestEvent", "test.one") is first
        with pytest.raises(ValueError, match="already listens"):
            subscribe("TestEvent", "test.one")(second)
    finally:
        unsubscribe("TestEvent", "test.one")
    assert handler_names("TestEvent") == ()


def test_periodic_names_are_replaced_not_doubled():
    try:
        periodic("test.tick", 1)(print)
        periodic("test.tick", 2)(print)
        (task,) = [task for task in periodic_tasks() if task.name == "test.tick"]
        assert task.interval_s == 2
    finally:
        forget_periodic("test.tick")


@pytest.mark.parametrize("seconds", [0, -1])
def test_an_interval_must_be_positive(seconds):
    with pytest.raises(ValueError, match="positive"):
        periodic("test.tick", seconds)


@given(st.integers(1, MAX_ATTEMPTS))
def test_waits_grow_and_are_bounded(attempts):
    assert 1 <= wait_before_retry_s(attempts) <= wait_before_retry_s(attempts + 1) <= 300


def test_attempts_are_bounded():
    assert not is_last_attempt(MAX_ATTEMPTS - 1)
    assert is_last_attempt(MAX_ATTEMPTS)


@given(st.floats(-10, 1e7))
def test_who_is_away_is_asked_again_at_least_every_five_minutes(waited_s: float):
    wait = wait_for_receiver_s(waited_s)
    assert 1 <= wait <= 300
    assert wait <= max(waited_s, 1)
