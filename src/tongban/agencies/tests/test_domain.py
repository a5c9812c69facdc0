"""Terms and parents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.agencies.domain import EXERCISE_LEVELS, Term, chain_of_parents
from tongban.agencies.views import AgencyLevel

days = st.dates(date(2020, 1, 1), date(2020, 3, 1))
terms = st.builds(
    lambda since, length: Term(since, None if length is None else since + timedelta(days=length)),
    days,
    st.none() | st.integers(0, 20),
)


@given(terms, terms)
def test_terms_overlap_exactly_when_a_day_lies_in_both(one: Term, other: Term) -> None:
    shared = any(
        one.holds_on(day) and other.holds_on(day)
        for day in (date(2020, 1, 1) + timedelta(days=n) for n in range(120))
    )
    assert one.overlaps(other) is shared
    assert other.overlaps(one) is shared


@given(terms, days)
def test_a_closed_term_ends_the_day_before(term: Term, day: date) -> None:
    if day <= term.since:
        with pytest.raises(ValueError, match="cannot end before"):
            term.closed_before(day)
    else:
        closed = term.closed_before(day)
        assert closed.holds_on(day - timedelta(days=1))
        assert not closed.holds_on(day)


def test_a_circle_of_parents_ends() -> None:
    assert list(chain_of_parents({"a": "b", "b": None}, "a")) == ["a", "b"]
    assert list(chain_of_parents({"a": "b", "b": "a"}, "a")) == ["a", "b", "a"]
    assert list(chain_of_parents({"a": "a"}, "a")) == ["a", "a"]


def test_every_level_has_its_standard_digit() -> None:
    assert set(EXERCISE_LEVELS) == {level.value for level in AgencyLevel}
