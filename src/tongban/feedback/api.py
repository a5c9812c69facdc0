"""The door of room feedback."""

from __future__ import annotations

from tongban.feedback.views import (
    DIGITS,
    EncounterKind,
    InvitationView,
    RatingSummary,
    RatingView,
    Satisfaction,
    level_from_digit,
)

__all__ = [
    "DIGITS",
    "EncounterKind",
    "InvitationView",
    "RatingSummary",
    "RatingView",
    "Satisfaction",
    "level_from_digit",
]
