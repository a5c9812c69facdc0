"""What could not be done 办不成事: tell, answer, settle, and the causes for everybody."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from tongban.obstacles.api import (
    CauseCount,
    MatterView,
    answer_matter,
    cause_counts,
    my_matters,
    settle_matter,
    tell_matter,
    waiting_matters,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.routes.cases import IdempotencyKey
from tongban.web.api.schemas.obstacles import AnswerIn, CauseOut, MatterOut, SettleIn, TellIn

router = Router(tags=["obstacles"])


@router.get("", response=list[MatterOut], summary="Matters the caller told, or has to answer")
def listed(request: HttpRequest) -> tuple[MatterView, ...]:
    """Officers get what waits for their agencies, the most urgent first; people their own."""
    actor = signed_in(request)
    return waiting_matters(actor) if actor.posts else my_matters(actor)


@router.post("", response={201: MatterOut}, summary="Tell what could not be done")
def tell(request: HttpRequest, given: TellIn, idempotency_key: IdempotencyKey) -> Status:
    """Answered by the agency of the service; the same key is the same matter."""
    made = tell_matter(
        actor=signed_in(request),
        item_code=given.item_code,
        case_id=given.case_id,
        words=given.words,
        token=idempotency_key,
        now=timezone.now(),
    )
    return Status(201, made)


@router.get("/causes", response=list[CauseOut], summary="Root causes of the last year")
def causes(request: HttpRequest) -> tuple[CauseCount, ...]:
    """For everybody; no person and no case."""
    del request
    return cause_counts(timezone.now())


@router.post("/{matter_id}/answer", response=MatterOut, summary="Answer a matter")
def answer(request: HttpRequest, matter_id: str, given: AnswerIn) -> MatterView:
    """By an officer of the service's agency."""
    return answer_matter(
        actor=signed_in(request), matter_id=matter_id, cause=given.cause, outcome=given.outcome,
        words=given.words, change=given.change, now=timezone.now(),
    )  # fmt: skip


@router.post("/{matter_id}/settlement", response=MatterOut, summary="Settled, or not yet")
def settle(request: HttpRequest, matter_id: str, given: SettleIn) -> MatterView:
    """By the person; the first no opens it again."""
    return settle_matter(
        actor=signed_in(request), matter_id=matter_id, satisfied=given.satisfied,
        now=timezone.now(),
    )  # fmt: skip
