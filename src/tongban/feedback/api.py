"""The door of room feedback."""

from __future__ import annotations

from tongban.feedback.actions.rate import open_second_round, rate
from tongban.feedback.actions.rate_at_window import ask_at_window, rate_at_window
from tongban.feedback.events import RERATING_OPENED, SERVICE_RATED
from tongban.feedback.queries import invitation_for_case, ratings_of_agency, ratings_of_item
from tongban.feedback.refusals import (
    AlreadyRated,
    EncounterNotFound,
    NothingAsked,
    RatingNotComplete,
    RerateNotAllowed,
)
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
    "RERATING_OPENED",
    "SERVICE_RATED",
    "AlreadyRated",
    "EncounterKind",
    "EncounterNotFound",
    "InvitationView",
    "NothingAsked",
    "RatingNotComplete",
    "RatingSummary",
    "RatingView",
    "RerateNotAllowed",
    "Satisfaction",
    "ask_at_window",
    "invitation_for_case",
    "level_from_digit",
    "open_second_round",
    "rate",
    "rate_at_window",
    "ratings_of_agency",
    "ratings_of_item",
]
