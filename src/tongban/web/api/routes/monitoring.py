"""Monitoring 电子监察: lights and sums, warnings, orders and their answers, red cards."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from tongban.cases.api import LightCount
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page
from tongban.monitoring.api import (
    Axis,
    OrderNotFound,
    OrderRow,
    OrderState,
    OrderView,
    Total,
    WarningRow,
    answer_order,
    issue_order,
    judge_answer,
    lights,
    may_monitor,
    order,
    orders,
    red_cards,
    totals,
    warnings,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read_article
from tongban.web.api.routes.cases import IdempotencyKey
from tongban.web.api.schemas.monitoring import (
    AnswerOrderIn,
    IssueIn,
    JudgementIn,
    LightOut,
    OrderOut,
    OrderPageOut,
    RedCardsOut,
    TotalOut,
    WarningOut,
)

router = Router(tags=["monitoring"])
Narrow = Annotated[str, Field(max_length=40)]


@router.get("/lights", response=list[LightOut], summary="Open cases by line, region and light")
def by_light(request: HttpRequest) -> tuple[LightCount, ...]:
    """As far as the officer's posts reach."""
    return lights(_officer(request), timezone.now())


@router.get("/totals", response=list[TotalOut], summary="Orders by line or by region")
def sums(request: HttpRequest, by: Axis = Axis.LINE) -> tuple[Total, ...]:
    """Both count the same orders."""
    return totals(_officer(request), by, timezone.now())


@router.get("/warnings", response=list[WarningOut], summary="The newest warnings")
def warned(request: HttpRequest) -> tuple[WarningRow, ...]:
    """At most 20, as far as the officer's posts reach."""
    return warnings(_officer(request))


@router.get("/orders", response=OrderPageOut, summary="Supervision orders")
def listed(
    request: HttpRequest,
    line: Narrow = "",
    region: Narrow = "",
    state: OrderState | None = None,
    cursor: Annotated[str | None, Field(max_length=120)] = None,
) -> Page[OrderRow]:
    """The next due first; of one line, region or state."""
    return orders(
        _officer(request), line=line, region=region, state=state, cursor=cursor, now=timezone.now()
    )


@router.post("/orders", response={201: OrderOut}, summary="Issue an order by hand")
def issue(request: HttpRequest, given: IssueIn, idempotency_key: IdempotencyKey) -> Status:
    """By a supervisor, with basis and deadline; the same key issues one order."""
    actor, now = signed_in(request), timezone.now()
    order_id = issue_order(
        actor=actor,
        case_number=given.case_number,
        agency_code=given.agency_code,
        article=read_article(given.article, "article"),
        words=given.words,
        answer_days=given.answer_days,
        token=idempotency_key,
        now=now,
    )
    return Status(201, order(actor, order_id, now))


@router.get("/orders/{order_id}", response=OrderOut, summary="One order with its moves")
def one(request: HttpRequest, order_id: str) -> OrderView:
    """Not found where the officer's posts do not reach."""
    return order(_officer(request), order_id, timezone.now())


@router.post("/orders/{order_id}/answer", response=OrderOut, summary="Answer an order")
def answer(request: HttpRequest, order_id: str, given: AnswerOrderIn) -> OrderView:
    """By an approver of the agency it goes to."""
    actor, now = _officer(request), timezone.now()
    answer_order(
        actor=actor, order_id=order_id, expected_version=given.version, cause=given.cause,
        words=given.words, now=now,
    )  # fmt: skip
    return order(actor, order_id, now)


@router.post("/orders/{order_id}/judgement", response=OrderOut, summary="Judge an answer")
def judge(request: HttpRequest, order_id: str, given: JudgementIn) -> OrderView:
    """By a supervisor who reaches it: accepted and closed, or sent back."""
    actor, now = _officer(request), timezone.now()
    judge_answer(
        actor=actor, order_id=order_id, expected_version=given.version, accepted=given.accepted,
        words=given.words, now=now,
    )  # fmt: skip
    return order(actor, order_id, now)


@router.get("/red-cards", response=list[RedCardsOut], summary="Red cards of the last year")
def cards(request: HttpRequest) -> list[dict[str, Any]]:
    """By agency with the causes it gave; for everybody."""
    del request
    return [
        {
            "agency_code": each.agency_code,
            "count": each.count,
            "causes": [{"cause": cause, "count": number} for cause, number in each.causes],
        }
        for each in red_cards(timezone.now())
    ]


def _officer(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not may_monitor(actor):
        raise OrderNotFound
    return actor
