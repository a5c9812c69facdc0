"""Requests and grants, as each side may see them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tongban.exchange import policies
from tongban.exchange.domain.grants import grant_state
from tongban.exchange.domain.requests import (
    Happened,
    RequestState,
    RequestStatus,
    RequestStep,
    status_of,
    steps_from,
)
from tongban.exchange.domain.sharing import GrantTerms
from tongban.exchange.models import CrossGrant, Grant, ShareRequest
from tongban.exchange.models.requests import StepTaken
from tongban.exchange.moving import AnyRequest
from tongban.exchange.queries.resources import read_question
from tongban.exchange.refusals import GrantUnknown, RequestUnknown
from tongban.exchange.views import GrantView, RequestView, StepView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import MAX_PAGE_SIZE, Page

_WAITED_FOR = (RequestState.WAITING.value, RequestState.ORDERED.value, RequestState.DISPUTED.value)


def request_queue(
    actor: Actor, now: datetime, *, waiting: bool = True, cursor: str | None = None
) -> Page[RequestView]:
    """Requests of the agencies the actor speaks for (all of them for who oversees).

    ``waiting``: those somebody is waited for, due first; else those that are settled, newest
    first. Pages of 100 by id of the last one.
    """
    rows = _visible(actor, ShareRequest.objects.all()).prefetch_related("events")
    if waiting:
        rows = rows.filter(state__in=_WAITED_FOR).order_by("due_at", "id")
        taken = list(rows[: MAX_PAGE_SIZE + 1])
        return Page(
            tuple(request_view(actor, row, now) for row in taken[:MAX_PAGE_SIZE]),
            None,
            rows.count(),
        )
    rows = rows.exclude(state__in=_WAITED_FOR).order_by("-id")
    if cursor:
        rows = rows.filter(id__lt=cursor)
    taken = list(rows[: MAX_PAGE_SIZE + 1])
    more = taken[MAX_PAGE_SIZE - 1].id if len(taken) > MAX_PAGE_SIZE else None
    return Page(tuple(request_view(actor, row, now) for row in taken[:MAX_PAGE_SIZE]), more)


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


def grants(
    actor: Actor, now: datetime, *, item_code: str | None = None, cursor: str | None = None
) -> Page[GrantView]:
    """Grants given and held by the agencies the actor speaks for, newest first, pages of 100."""
    rows = _visible_grants(actor)
    if item_code is not None:
        rows = rows.filter(item_code=item_code)
    if cursor:
        rows = rows.filter(id__lt=cursor)
    taken = list(rows.order_by("-id")[: MAX_PAGE_SIZE + 1])
    more = taken[MAX_PAGE_SIZE - 1].id if len(taken) > MAX_PAGE_SIZE else None
    return Page(tuple(grant_view(row, now) for row in taken[:MAX_PAGE_SIZE]), more)


def grant(actor: Actor, grant_id: str, now: datetime) -> GrantView:
    """One grant. Refuses: GrantUnknown, also when it is not the reader's."""
    row = _visible_grants(actor).filter(id=grant_id).order_by("id").first()
    if row is None:
        raise GrantUnknown
    return grant_view(row, now)


def _visible_grants(actor: Actor) -> QuerySet[Grant]:
    if policies.may_oversee(actor):
        return Grant.objects.all()
    mine = list(policies.agencies_of(actor))
    return Grant.objects.filter(Q(provider_code__in=mine) | Q(consumer_code__in=mine))


def grant_view(row: Grant | CrossGrant, now: datetime) -> GrantView:
    """A grant row as outsiders see it; one across has no request of ours."""
    return GrantView(
        id=row.id,
        request_id=row.request_id if isinstance(row, Grant) else "",
        resource_code=row.resource_code,
        provider_code=row.provider_code,
        consumer_code=row.consumer_code,
        item_code=row.item_code,
        purpose=row.purpose,
        article=ArticleRef.parse(row.article),
        fields=tuple(row.fields),
        questions=tuple(map(read_question, row.questions)),
        terms=GrantTerms(**row.terms),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=grant_state(row.valid_from, row.valid_until, row.revoked_at, now),
        revoked_reason=row.revoked_reason,
    )
