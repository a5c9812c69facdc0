"""Levels, digits and counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.feedback.domain.summary import summarise
from tongban.feedback.encounters import case_id_of, encounter_id_of
from tongban.feedback.views import DIGITS, Satisfaction, level_from_digit


@pytest.mark.parametrize("profile", sorted(DIGITS))
@pytest.mark.parametrize("level", list(Satisfaction))
def test_digits_go_both_ways(profile: str, level: Satisfaction):
    assert level_from_digit(profile, DIGITS[profile][level]) is level


def test_the_two_scales_run_against_each_other():
    assert level_from_digit("gbt39046", "1") is Satisfaction.VERY_SATISFIED
    assert level_from_digit("exchange", "1") is Satisfaction.VERY_DISSATISFIED
    with pytest.raises(KeyError):
        level_from_digit("exchange", "0")


def test_exactly_the_last_two_levels_are_bad():
    assert [level.bad for level in Satisfaction] == [False, False, False, True, True]


@given(
    counts=st.dictionaries(st.sampled_from(list(Satisfaction)), st.integers(0, 50)),
    silent=st.integers(0, 100),
)
def test_the_silent_are_never_counted_as_content(counts: dict[Satisfaction, int], silent: int):
    rated = sum(counts.values())
    summary = summarise(rated + silent, counts)
    assert summary.unrated == silent
    assert sum(summary.by_level.values()) == rated == summary.rated
    if rated + silent:
        assert summary.response_rate == rated / (rated + silent)
    else:
        assert summary.response_rate is None


def test_a_second_rating_is_better_only_when_it_is():
    pairs = [
        (Satisfaction.DISSATISFIED, Satisfaction.SATISFIED),
        (Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED),
        (Satisfaction.VERY_DISSATISFIED, Satisfaction.VERY_DISSATISFIED),
    ]
    summary = summarise(5, {Satisfaction.DISSATISFIED: 2}, pairs)
    assert (summary.rerated, summary.rerated_better) == (3, 1)


def test_a_case_and_its_encounter_know_each_other():
    assert case_id_of(encounter_id_of("case_01abc")) == "case_01abc"
