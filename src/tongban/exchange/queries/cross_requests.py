"""Requests across platforms, as each side's steward may see them, and as the other is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from tongban.exchange import policies
from tongban.exchange.domain.requests import (
    Happened,
    RequestState,
    RequestStatus,
    RequestStep,
    status_of,
)
from tongban.exchange.models import CrossRequest, OtherPlatform
from tongban.exchange.queries.requests import step_view, steps_open_to
from tongban.exchange.refusals import RequestUnknown
from tongban.exchange.views_across import CrossRequestView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.moments import at_ms
from tongban.kernel.text import Text
from tongban_wire.across import MOST_ANSWERS, MOST_REQUESTS, AnswerState, CrossAnswer
from tongban_wire.across import CrossRequest as ToldRequest

_MOST_SHOWN = 200
_TOLD_AS = {
    RequestState.WAITING: AnswerState.RECEIVED,
    RequestState.GRANTED: AnswerState.GRANTED,
    RequestState.REFUSED: AnswerState.REFUSED,
}


def cross_requests(
    actor: Actor, now: datetime, *, waiting: bool = True
) -> tuple[CrossRequestView, ...]:
    """Requests across platforms of the agencies the actor speaks for; all for who oversees.

    ``waiting``: those that wait for an answer, due first; else those answered or withdrawn, newest
    first. At most 200; ``steps`` are told as well.
    """
    rows = _visible(actor, CrossRequest.objects.all()).prefetch_related("events")
    if waiting:
        rows = rows.filter(state=RequestState.WAITING.value).order_by("due_at", "id")
    else:
        rows = rows.exclude(state=RequestState.WAITING.value).order_by("-filed_at", "id")
    shown = list(rows[:_MOST_SHOWN])
    names = _platform_names({row.platform for row in shown})
    return tuple(_view(actor, row, now, names) for row in shown)


def waiting_across(actor: Actor) -> int:
    """How many requests of other platforms wait for an answer of the actor's agencies."""
    waiting = CrossRequest.objects.filter(received=True, state=RequestState.WAITING.value)
    return _visible(actor, waiting).count()


def cross_request(actor: Actor, request_id: str, now: datetime) -> CrossRequestView:
    """One of them. Refuses: RequestUnknown, also when it is not the reader's."""
    rows = CrossRequest.objects.filter(id=request_id).prefetch_related("events")
    row = _visible(actor, rows).order_by("id").first()
    if row is None:
        raise RequestUnknown
    return cross_request_view(actor, row, now)


def cross_request_view(actor: Actor, row: CrossRequest, now: datetime) -> CrossRequestView:
    """A request across platforms as this reader sees it."""
    return _view(actor, row, now, _platform_names({row.platform}))


def _view(
    actor: Actor, row: CrossRequest, now: datetime, names: Mapping[str, Text]
) -> CrossRequestView:
    happened = sorted(row.events.all(), key=lambda event: event.sequence)
    status = status_of(Happened(RequestStep(e.step), e.at, e.due_at) for e in happened)
    waits = status.state is RequestState.WAITING
    # What we asked is due by the other side's clock, as it told.
    due = row.due_at if waits else None
    return CrossRequestView(
        id=row.id, received=row.received, platform=row.platform,
        platform_name=names.get(row.platform, Text.of(row.platform, row.platform)),
        consumer_name=Text.of(row.consumer_zh, row.consumer_en), consumer_node=row.consumer_node,
        provider_name=Text.of(row.provider_zh, row.provider_en), resource_code=row.resource_code,
        resource_name=Text.of(row.resource_zh, row.resource_en), item_code=row.item_code,
        item_name=Text.of(row.item_zh, row.item_en), purpose=row.purpose,
        article=ArticleRef.parse(row.article),
        article_name=Text.of(row.article_zh, row.article_en), fields=tuple(row.fields),
        state=status.state, due_at=due, filed_at=row.filed_at, received_at=row.received_at,
        overdue=due is not None and now > due, version=row.version,
        possible=_possible(actor, row, status, now), steps=tuple(map(step_view, happened)),
    )  # fmt: skip


def told_requests() -> tuple[ToldRequest, ...]:
    """What we ask of other platforms and have no answer to, as they are told."""
    rows = CrossRequest.objects.filter(received=False, state=RequestState.WAITING.value)
    return tuple(
        ToldRequest(
            row.id, row.platform, row.consumer_zh, row.consumer_en, row.consumer_node,
            row.resource_code, tuple(row.fields), row.item_code, row.item_zh, row.item_en,
            row.purpose, row.article, row.article_zh, row.article_en, at_ms(row.filed_at),
        )
        for row in rows.order_by("id")[:MOST_REQUESTS]
    )  # fmt: skip


def told_answers() -> tuple[CrossAnswer, ...]:
    """What became of the requests that others still tell."""
    rows = CrossRequest.objects.filter(received=True, told=True).prefetch_related("events")
    answered = rows.exclude(state=RequestState.WITHDRAWN.value).order_by("-filed_at", "id")
    return tuple(sorted(_answers(answered[:MOST_ANSWERS]), key=lambda one: one.request))


def _answers(rows: Iterable[CrossRequest]) -> Iterator[CrossAnswer]:
    for row in rows:
        last = max(row.events.all(), key=lambda event: event.sequence)
        state = _TOLD_AS[RequestState(row.state)]
        began = row.received_at if state is AnswerState.RECEIVED else last.at
        yield CrossAnswer(
            row.id, row.platform, state, at_ms(began or last.at),
            at_ms(row.due_at) if row.due_at else None, last.reason, last.article,
        )  # fmt: skip


def _possible(
    actor: Actor, row: CrossRequest, status: RequestStatus, now: datetime
) -> tuple[RequestStep, ...]:
    """What is open to the reader; between platforms nobody rules, so nothing is disputed."""
    if status.state is not RequestState.WAITING:
        return ()
    possible = steps_open_to(actor, row, status, now)
    return tuple(step for step in possible if step is not RequestStep.DISPUTED)


def _platform_names(codes: Collection[str]) -> dict[str, Text]:
    rows = OtherPlatform.objects.filter(code__in=codes).order_by("code")
    return {row.code: Text.of(row.name_zh, row.name_en) for row in rows}


def _visible(actor: Actor, rows: QuerySet[CrossRequest]) -> QuerySet[CrossRequest]:
    if policies.may_oversee(actor):
        return rows
    mine = list(policies.agencies_of(actor))
    return rows.filter(
        Q(received=True, provider_code__in=mine) | Q(received=False, consumer_code__in=mine)
    )
