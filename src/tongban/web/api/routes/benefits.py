"""Benefits without application 免申即享: one's own, the answer to an offer, an objection."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from tongban.benefits.api import (
    AppealView,
    BenefitView,
    answer_offer,
    benefit,
    lodge_appeal,
    my_benefits,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.benefits import (
    AppealIn,
    AppealOut,
    BenefitAnswerIn,
    BenefitOut,
    BenefitPageOut,
)

router = Router(tags=["benefits"])


@router.get("", response=BenefitPageOut, summary="The caller's benefits")
def mine(
    request: HttpRequest, after: Annotated[str | None, Query(max_length=60)] = None
) -> dict[str, Any]:
    """Newest first, of the caller or of whom the caller acts for."""
    page = my_benefits(signed_in(request), after)
    return {"items": page.items, "next_cursor": page.next_cursor}


@router.get("/{benefit_id}", response=BenefitOut, summary="One benefit")
def one(request: HttpRequest, benefit_id: str) -> BenefitView:
    """For the person and the paying agency."""
    return benefit(signed_in(request), benefit_id)


@router.post("/{benefit_id}/answer", response=BenefitOut, summary="Confirm or decline")
def answer(request: HttpRequest, benefit_id: str, given: BenefitAnswerIn) -> BenefitView:
    """The answer holds for the periods to come."""
    actor = signed_in(request)
    now = timezone.now()
    return answer_offer(actor=actor, benefit_id=benefit_id, accepts=given.accepts, now=now)


@router.post("/policies/{code}/appeals", response={201: AppealOut}, summary="Object")
def appeal(request: HttpRequest, code: str, given: AppealIn) -> Status:
    """To a benefit, or (without `benefit_id`) to not being offered one."""
    made: AppealView = lodge_appeal(
        actor=signed_in(request),
        policy_code=code,
        benefit_id=given.benefit_id,
        words=given.words,
        now=timezone.now(),
    )
    return Status(201, made)
