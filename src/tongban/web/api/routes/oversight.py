"""Inspections by lot, open to everybody; what was approved, acknowledged by who oversees it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.supervision.api import (
    DrawView,
    NoticeView,
    acknowledge_notice,
    announce_draw,
    latest_draws,
    notices_waiting,
    one_draw,
    record_inspection,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.oversight import DrawnIn, DrawOut, InspectedIn, NoticeOut
from tongban.web.api.schemas.shapes import DoneOut
from tongban.web.plumbing.acting import actor_of

router = Router(tags=["oversight"])


@router.get("/draws", response=list[DrawOut], summary="The newest 50 draws")
def draws(request: HttpRequest) -> tuple[DrawView, ...]:
    """With their findings as far as they are published."""
    return latest_draws(actor_of(request))


@router.get("/draws/{draw_id}", response=DrawOut, summary="One draw, to draw again")
def one(request: HttpRequest, draw_id: str) -> DrawView:
    """Lists, root, seed and lots: `tongban oversight replay` reads this answer from a file."""
    return one_draw(actor_of(request), draw_id)


@router.post("/draws", response={201: DrawOut}, summary="Announce a draw")
def announce(request: HttpRequest, given: DrawnIn) -> Status:
    """By a supervisor of the plan; the evidence log gives the seed later."""
    actor = signed_in(request)
    made = announce_draw(actor=actor, plan_code=given.plan_code, now=timezone.now())
    return Status(201, one_draw(actor, made))


@router.post("/inspections/{inspection_id}/finding", response=DoneOut, summary="Publish it")
def inspected(request: HttpRequest, inspection_id: str, given: InspectedIn) -> dict[str, bool]:
    """Once, by a post that was drawn for this business."""
    record_inspection(
        actor=signed_in(request), inspection_id=inspection_id, finding=given.finding,
        words=given.words, now=timezone.now(),
    )  # fmt: skip
    return {"done": True}


@router.get("/notices", response=list[NoticeOut], summary="Approvals to be acknowledged")
def waiting(request: HttpRequest) -> tuple[NoticeView, ...]:
    """Told to the caller's agency 审管联动."""
    return notices_waiting(signed_in(request))


@router.post("/notices/{notice_id}/acknowledged", response=DoneOut, summary="Acknowledge one")
def acknowledged(request: HttpRequest, notice_id: str) -> dict[str, bool]:
    """From then on the agency answers for the oversight."""
    acknowledge_notice(actor=signed_in(request), notice_id=notice_id, now=timezone.now())
    return {"done": True}
