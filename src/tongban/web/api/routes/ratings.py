"""Ratings 好差评: one per encounter, and what an item was rated."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.feedback.api import Satisfaction, rate, ratings_of_item
from tongban.kernel.actor import Channel
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read
from tongban.web.api.schemas.results import RatingIn, RatingOut, RatingSummaryOut

router = Router(tags=["ratings"])


@router.post("/encounters/{encounter_id}/ratings", response={201: RatingOut}, summary="Rate")
def give(request: HttpRequest, encounter_id: str, given: RatingIn) -> Status:
    """One rating per encounter and round."""
    made = rate(
        actor=signed_in(request),
        encounter_id=encounter_id,
        level=read(Satisfaction, given.level, "level"),
        tags=tuple(given.tags),
        writing=given.writing,
        channel=Channel.API,
        now=timezone.now(),
    )
    return Status(201, made)


@router.get("/items/{item_code}/ratings", response=RatingSummaryOut, summary="How it was rated")
def summary(request: HttpRequest, item_code: str) -> dict[str, Any]:
    """Counts by level; unrated encounters are counted apart and never as good."""
    found = ratings_of_item(item_code)
    return {
        "rated": found.rated,
        "unrated": found.unrated,
        "by_level": {level.value: count for level, count in found.by_level.items()},
        "response_rate": found.response_rate,
    }
