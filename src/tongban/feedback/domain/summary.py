"""Counts and shares. Unrated is unrated: it is never added to any level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongban.feedback.views import RatingSummary, Satisfaction

_RANK = {level: place for place, level in enumerate(Satisfaction)}


def summarise(
    encounters: int,
    first: Mapping[Satisfaction, int],
    again: Iterable[tuple[Satisfaction, Satisfaction]] = (),
) -> RatingSummary:
    """``encounters`` opened, ``first`` ratings per level, ``again`` pairs of first and second."""
    by_level = {level: first.get(level, 0) for level in Satisfaction}
    rated = sum(by_level.values())
    pairs = list(again)
    return RatingSummary(
        rated=rated,
        unrated=encounters - rated,
        by_level=by_level,
        response_rate=rated / encounters if encounters else None,
        rerated=len(pairs),
        rerated_better=sum(_RANK[after] < _RANK[before] for before, after in pairs),
    )
