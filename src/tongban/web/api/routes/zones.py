"""Assessed areas 区域评估: read by everybody, withdrawn by the zone's authority."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.projects import AssessmentEndIn, AssessmentOut, ZoneOut
from tongban.zones.api import (
    AssessmentView,
    ZoneView,
    assessment_for,
    withdraw_assessment,
    zones,
)

router = Router(tags=["zones"])
Position = Annotated[str, Query(max_length=1000)]
Kind = Annotated[str, Query(max_length=64)]


@router.get("", response=list[ZoneOut], summary="Zones and what they have assessed")
def listed(request: HttpRequest) -> tuple[ZoneView, ...]:
    """For everybody."""
    del request
    return zones(timezone.now())


@router.get("/standing", response=list[AssessmentOut], summary="What stands for a plot")
def standing(request: HttpRequest, kind: Kind, position: Position) -> tuple[AssessmentView, ...]:
    """For everybody: none or one, of this kind, for corners `east,north; east,north` in degrees."""
    del request
    found = assessment_for(kind, position, timezone.now())
    return () if found is None else (found,)


@router.post(
    "/assessments/{number}/withdrawal", response=AssessmentOut, summary="Withdraw an assessment"
)
def withdraw(request: HttpRequest, number: str, given: AssessmentEndIn) -> AssessmentView:
    """By an approver of the zone's authority; the reason is published."""
    return withdraw_assessment(
        actor=signed_in(request), number=number, reason=given.reason, now=timezone.now()
    )
