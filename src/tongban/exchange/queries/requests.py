"""Requests, as each side may see them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tongban.exchange import policies
from tongban.exchange.domain.requests import (
    Happened,
    RequestState,
    RequestStatus,
    RequestStep,
    status_of,
    steps_from,
)
from tongban.exchange.models import ShareRequest
from tongban.exchange.models.requests import StepTaken
from tongban.exchange.moving import AnyRequest
from tongban.exchange.refusals import RequestUnknown
from tongban.exchange.views import RequestView, StepView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import MAX_PAGE_SIZE, Page

_WAITED_FOR = (RequestState.WAITING.value, RequestState.ORDERED.value, RequestState.DISPUTED.value)


def request_queue(
    actor: Actor,
    now: datetime,
    *,
    waiting: bool = True,
    cursor: str | None = None,
    most: int = MAX_PAGE_SIZE,
) -> Page[RequestView]:
    """Requests of the agencies the actor speaks for (all of them for who oversees).

    ``waiting``: the 100 due first of those somebody is waited for, and how many they are; else
    those that are settled, newest first, pages of ``most`` by id of the last one.
    """
    rows = _visible(actor, ShareRequest.objects.all()).prefetch_related("events")
    if waiting:
        rows = rows.filter(state__in=_WAITED_FOR).order_by("due_at", "id")
        first = tuple(request_view(actor, row, now) for row in rows[:MAX_PAGE_SIZE])
        return Page(first, None, rows.count())
    rows = rows.exclude(state__in=_WAITED_FOR).order_by("-id")
    if cursor:
        rows = rows.filter(id__lt=cursor)
    most = min(most, MAX_PAGE_SIZE)
    taken = list(rows[: most + 1])
    more = taken[most - 1].id if len(taken) > most else None
    return Page(tuple(request_view(actor, row, now) for row in taken[:most]), more)


def request(actor: Actor, request_id: str, now: datetime) -> RequestView:
    """One request with all its steps. Refuses: RequestUnknown, also when it is not the reader's."""
    rows = ShareRequest.objects.filter(id=request_id).prefetch_related("events")
    row = _visible(actor, rows).order_by("id").first()
    if row is None:
        raise RequestUnknown
    return request_view(actor, row, now)


def request_view(actor: Actor, row: ShareRequest, now: datetime) -> RequestView:
    """A request row as this reader sees it."""
    happened = sorted(row.events.all(), key=lambda event: event.sequence)
    status = status_of(Happened(RequestStep(e.step), e.at, e.due_at) for e in happened)
    return RequestView(
        id=row.id,
        resource_code=row.resource_code,
        provider_code=row.provider_code,
        consumer_code=row.consumer_code,
        item_code=row.item_code,
        purpose=row.purpose,
        article=ArticleRef.parse(row.article),
        fields=tuple(row.fields),
        state=status.state,
        mover=status.mover,
        due_at=status.due_at if status.mover else None,
        filed_at=row.filed_at,
        overdue=status.overdue(now),
        version=row.version,
        possible=steps_open_to(actor, row, status, now),
        steps=tuple(map(step_view, happened)),
    )


def steps_open_to(
    actor: Actor, row: AnyRequest, status: RequestStatus, now: datetime
) -> tuple[RequestStep, ...]:
    """The steps that this reader may take now."""
    codes = {"provider_code": row.provider_code, "consumer_code": row.consumer_code}
    return tuple(
        step
        for step, mover in steps_from(status, now).items()
        if policies.may_move(actor, mover, **codes)
    )


def step_view(event: StepTaken) -> StepView:
    """One step as readers see it."""
    return StepView(
        step=RequestStep(event.step),
        at=event.at,
        due_at=event.due_at,
        by=event.by,
        reason=event.reason,
        article=ArticleRef.parse(event.article) if event.article else None,
    )


def _visible(actor: Actor, rows: QuerySet[ShareRequest]) -> QuerySet[ShareRequest]:
    if policies.may_oversee(actor):
        return rows
    mine = list(policies.agencies_of(actor))
    return rows.filter(Q(provider_code__in=mine) | Q(consumer_code__in=mine))
