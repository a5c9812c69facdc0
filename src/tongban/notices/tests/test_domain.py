"""Quiet hours against a slow clock, and slots."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.text import Text
from tongban.notices.api import Template
from tongban.notices.domain.quiet import QuietHours, earliest

MINUTES = st.integers(0, 24 * 60 - 1)


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def slow_earliest(begins: int, ends: int, at: datetime) -> datetime:
    """Minute by minute, until none of the hours is on."""
    while True:
        minute = at.hour * 60 + at.minute
        over_midnight = begins > ends
        quiet = minute >= begins or minute < ends if over_midnight else begins <= minute < ends
        if not quiet:
            return at
        at += timedelta(minutes=1)


@settings(max_examples=40)
@given(begins=MINUTES, ends=MINUTES, minute=MINUTES)
def test_nobody_is_disturbed_and_nobody_waits_longer_than_the_hours(begins, ends, minute):
    at = datetime(2026, 2, 28, tzinfo=UTC) + timedelta(minutes=minute)
    quiet = QuietHours(clock(begins), clock(ends))
    assert earliest(at, quiet) == slow_earliest(begins, ends, at)


def test_slots_are_filled_in_both_languages_and_an_empty_one_is_a_fault():
    template = Template("t", Text.of("{a}到了", "{a} is here"), Text.of("好", "Good"))
    title, body = template.filled({"a": Text.of("信", "Mail")})
    assert (title.zh, title.en, body.en) == ("信到了", "Mail is here", "Good")
    with pytest.raises(KeyError):
        template.filled({})


def test_words_that_fill_a_slot_are_not_read_as_slots():
    template = Template("t", Text.of("{a}", "{a}"), Text.of("{b}", "{b}"))
    title, _ = template.filled({"a": Text.of("{b}", "{b}"), "b": Text.of("x", "x")})
    assert title.zh == "{b}"
