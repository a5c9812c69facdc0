"""What the outside sees of ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class Satisfaction(Enum):
    """The five levels 满意度 (GB/T 39735); the last two are a bad rating 差评.

    Never a bare digit: the standard counts 1 = best, the exchange interfaces 1 = worst
    (:data:`DIGITS`).
    """

    VERY_SATISFIED = "satisfaction/very-satisfied"
    SATISFIED = "satisfaction/satisfied"
    BASICALLY_SATISFIED = "satisfaction/basically-satisfied"
    DISSATISFIED = "satisfaction/dissatisfied"
    VERY_DISSATISFIED = "satisfaction/very-dissatisfied"

    @property
    def bad(self) -> bool:
        """Whether it obliges the agency to rectify."""
        return self in (Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED)

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    Satisfaction.VERY_SATISFIED: Text.of("非常满意", "Very satisfied"),
    Satisfaction.SATISFIED: Text.of("满意", "Satisfied"),
    Satisfaction.BASICALLY_SATISFIED: Text.of("基本满意", "Basically satisfied"),
    Satisfaction.DISSATISFIED: Text.of("不满意", "Dissatisfied"),
    Satisfaction.VERY_DISSATISFIED: Text.of("非常不满意", "Very dissatisfied"),
}

DIGITS: dict[str, dict[Satisfaction, str]] = {
    "gbt39046": {level: str(place) for place, level in enumerate(Satisfaction, start=1)},
    "exchange": {level: str(6 - place) for place, level in enumerate(Satisfaction, start=1)},
}


def level_from_digit(profile: str, digit: str) -> Satisfaction:
    """The level a profile's digit means; KeyError for an unknown profile or digit."""
    return {code: level for level, code in DIGITS[profile].items()}[digit]


class EncounterKind(Enum):
    """What was lived through: 一事一评 for a case on the net, 一次一评 for a visit to a window."""

    CASE = "case"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating; ``round`` 1 the first, 2 after rectification 复评."""

    round: int
    level: Satisfaction
    tags: tuple[str, ...]
    writing: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An encounter the actor may rate: ``open`` while no rating of ``round`` has been given."""

    encounter_id: str
    kind: EncounterKind
    case_id: str | None
    item_code: str
    agency_code: str
    opened_at: datetime
    round: int
    open: bool
    ratings: tuple[RatingView, ...]


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """Counts of first ratings; unrated stays unrated. ``response_rate`` is 0–1, None if empty."""

    rated: int
    unrated: int
    by_level: Mapping[Satisfaction, int]
    response_rate: float | None
    rerated: int = 0
    rerated_better: int = 0
