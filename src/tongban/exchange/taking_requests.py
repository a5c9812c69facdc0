"""What another platform told of requests: its own to us, and its answers to ours."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.agencies.api import agency
from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.domain.requests import Happened, RequestState, RequestStep, steps_from
from tongban.exchange.domain.sharing import SharingType
from tongban.exchange.models import CrossRequest
from tongban.exchange.moving import move, status_of_row
from tongban.exchange.queries.resources import resource
from tongban.exchange.refusals import ResourceUnknown
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.moments import moment_of
from tongban_wire.across import AnswerState, CrossAnswer, ExchangeShare
from tongban_wire.across import CrossRequest as ToldRequest

_MAKER = Actor.system("exchange")
_NO_LONGER = "no longer told by who asked 申请方平台已不再发布这项申请"
_STEPS = {
    AnswerState.GRANTED: RequestStep.GRANTED,
    AnswerState.REFUSED: RequestStep.REFUSED,
}


def take_requests(platform: str, share: ExchangeShare, now: datetime) -> None:
    """Receive what it asks of us and take back what it asks no longer; take its answers to ours.

    The clock of a request runs from here on. What names no resource we share, or fields that are
    not in it, is passed over: it stays unconfirmed at who asked.
    """
    ours = {one.id: one for one in share.requests if one.platform == settings.PLATFORM_CODE}
    _end_untold(platform, set(ours), now)
    known = CrossRequest.objects.filter(received=True, id__in=list(ours))
    known.filter(told=False).update(told=True)
    for request_id in sorted(ours.keys() - set(known.order_by("id").values_list("id", flat=True))):
        _receive(platform, ours[request_id], now)
    answers = {one.request: one for one in share.answers if one.platform == settings.PLATFORM_CODE}
    asked = CrossRequest.objects.select_for_update().filter(
        received=False, platform=platform, state=RequestState.WAITING.value, id__in=list(answers)
    )
    for row in asked.order_by("id"):
        _take_answer(row, answers[row.id], now)


def _end_untold(platform: str, told: set[str], now: datetime) -> None:
    """Requests of the platform that it tells no longer: the open ones are withdrawn."""
    rows = CrossRequest.objects.select_for_update().filter(
        received=True, platform=platform, told=True
    )
    for row in rows.exclude(id__in=list(told)).order_by("id"):
        row.told = False
        row.save(update_fields=["told"])
        if row.state == RequestState.WAITING.value:
            happened = Happened(RequestStep.WITHDRAWN, now, None)
            move(_MAKER, row, status_of_row(row), happened, reason=_NO_LONGER)


def _receive(platform: str, said: ToldRequest, now: datetime) -> None:
    try:
        known = resource(said.resource)
        ArticleRef.parse(said.article)
    except (ResourceUnknown, ValueError):
        return
    if known.sharing is SharingType.REFUSED or not set(said.fields) <= set(known.fields):
        return
    due = due_after(now, clocks().reply(known.sharing))
    name = agency(known.provider_code).name
    row = CrossRequest.objects.create(
        id=said.id, received=True, platform=platform, consumer_node=said.consumer,
        consumer_zh=said.agency_zh, consumer_en=said.agency_en, provider_code=known.provider_code,
        provider_zh=name.zh, provider_en=name.en, resource_code=known.code,
        resource_zh=known.name.zh, resource_en=known.name.en, item_code=said.item,
        item_zh=said.item_zh, item_en=said.item_en, purpose=said.purpose, article=said.article,
        article_zh=said.article_zh, article_en=said.article_en, fields=sorted(set(said.fields)),
        state=RequestState.WAITING.value, due_at=due, received_at=now, filed_at=now,
    )  # fmt: skip
    happened = Happened(RequestStep.FILED, now, due)
    move(_MAKER, row, None, happened, fields=tuple(row.fields))


def _take_answer(row: CrossRequest, said: CrossAnswer, now: datetime) -> None:
    step = _STEPS.get(said.state)
    if step is None:
        row.received_at = row.received_at or moment_of(said.at_ms)
        row.due_at = moment_of(said.due_at_ms) if said.due_at_ms is not None else None
        row.save(update_fields=["received_at", "due_at"])
        return
    status = status_of_row(row)
    if step not in steps_from(status, now):
        return
    try:
        article = ArticleRef.parse(said.article) if said.article else None
    except ValueError:
        article = None
    move(_MAKER, row, status, Happened(step, now, None), reason=said.reason, article=article)
