"""Project facilitation 投资项目代办: asked for, taken, noted, reminded, ended."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.facilitation.api import (
    EngagementRow,
    EngagementView,
    ask_for_facilitator,
    close_engagement,
    engagement,
    engagements,
    leave_note,
    remind,
    take_project,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.projects import (
    EngagementOut,
    EngagementRowOut,
    FacilitatorIn,
    FacilitatorNoteIn,
    ReminderIn,
    StarsIn,
    TakeProjectIn,
)

router = Router(tags=["facilitation"])


@router.get("", response=list[EngagementRowOut], summary="A facilitator's projects")
def listed(request: HttpRequest) -> tuple[EngagementRow, ...]:
    """Those that wait for somebody, and the caller's own."""
    return engagements(signed_in(request))


@router.post("", response={201: EngagementOut}, summary="Ask for a facilitator")
def ask(request: HttpRequest, given: FacilitatorIn) -> Status:
    """By the firm; asked again while one is open it is the same."""
    made = ask_for_facilitator(
        actor=signed_in(request), bundle_case_id=given.bundle_case_id, contact=given.contact,
        now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.get("/{engagement_id}", response=EngagementOut, summary="One project and its tasks")
def one(request: HttpRequest, engagement_id: str) -> EngagementView:
    """By the firm and its facilitator: states and dates, nobody's answers."""
    return engagement(signed_in(request), engagement_id, timezone.now())


@router.post("/{engagement_id}/taking", response=EngagementOut, summary="Take a project on")
def take(request: HttpRequest, engagement_id: str, given: TakeProjectIn) -> EngagementView:
    """By a facilitator of the place."""
    return take_project(
        actor=signed_in(request), engagement_id=engagement_id, phone=given.phone,
        now=timezone.now(),
    )  # fmt: skip


@router.post("/{engagement_id}/notes", response=EngagementOut, summary="Leave a note")
def note(request: HttpRequest, engagement_id: str, given: FacilitatorNoteIn) -> EngagementView:
    """By its facilitator, for the firm."""
    return leave_note(
        actor=signed_in(request), engagement_id=engagement_id, words=given.words,
        now=timezone.now(),
    )  # fmt: skip


@router.post("/{engagement_id}/reminders", response=EngagementOut, summary="Remind of a step")
def reminder(request: HttpRequest, engagement_id: str, given: ReminderIn) -> EngagementView:
    """By its facilitator, once a step and day; it moves nothing."""
    return remind(
        actor=signed_in(request), engagement_id=engagement_id, step=given.step, now=timezone.now()
    )


@router.post("/{engagement_id}/closing", response=EngagementOut, summary="End and rate")
def close(request: HttpRequest, engagement_id: str, given: StarsIn) -> EngagementView:
    """By the firm."""
    return close_engagement(
        actor=signed_in(request), engagement_id=engagement_id, stars=given.stars,
        now=timezone.now(),
    )  # fmt: skip
