"""The one way a request moves: locked, judged, told as an event, a leaf and an outbox row."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Max, QuerySet

from tongban.exchange import events, policies
from tongban.exchange.domain.requests import (
    Happened,
    RequestStatus,
    RequestStep,
    advance,
    status_of,
    steps_from,
)
from tongban.exchange.models import CrossRequest, ShareRequest
from tongban.exchange.refusals import (
    NotYoursToShare,
    ReasonMissing,
    RequestUnknown,
    StepNotPossibleNow,
)
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import record

AnyRequest = ShareRequest | CrossRequest
"""Of a request across platforms the side that is not ours has no agency code: nobody takes its
steps here but the platform, by what the other one tells."""

_Row = TypeVar("_Row", ShareRequest, CrossRequest)
_LONGEST_REASON = 2_000
_NEEDS_REASON = frozenset(
    {
        RequestStep.EXTENDED,
        RequestStep.REFUSED,
        RequestStep.DISPUTED,
        RequestStep.RULED_TO_SHARE,
        RequestStep.RULED_NOT_TO_SHARE,
        RequestStep.WITHDRAWN,
    }
)


def locked(request_id: str) -> ShareRequest:
    """The request's row, held until the transaction ends. Refuses: RequestUnknown."""
    return _held(ShareRequest.objects.all(), request_id)


def locked_across(request_id: str) -> CrossRequest:
    """The row of a request across platforms, held as ``locked`` does. Refuses: RequestUnknown."""
    return _held(CrossRequest.objects.all(), request_id)


def _held(rows: QuerySet[_Row], request_id: str) -> _Row:
    row = rows.select_for_update().filter(id=request_id).order_by("id").first()
    if row is None:
        raise RequestUnknown
    return row


def status_of_row(row: AnyRequest) -> RequestStatus:
    """The status that follows from the request's events."""
    steps = row.events.order_by("sequence").values_list("step", "at", "due_at")
    return status_of(Happened(RequestStep(step), at, due) for step, at, due in steps)


def require_step(
    actor: Actor, row: AnyRequest, step: RequestStep, expected_version: int, now: datetime
) -> RequestStatus:
    """The status before a step that may be taken. Refuses: NotYoursToShare, StepNotPossibleNow."""
    status = status_of_row(row)
    mover = steps_from(status, now).get(step)
    if mover is None or row.version != expected_version:
        _require_interest(actor, row)
        raise StepNotPossibleNow(status.state.label)
    codes = {"provider_code": row.provider_code, "consumer_code": row.consumer_code}
    if not policies.may_move(actor, mover, **codes):
        raise NotYoursToShare
    return status


def _require_interest(actor: Actor, row: AnyRequest) -> None:
    concerned = policies.agencies_of(actor) & {row.provider_code, row.consumer_code}
    if not (concerned or policies.may_oversee(actor)):
        raise NotYoursToShare


def reason_for(step: RequestStep, reason: str) -> str:
    """The reason as it is kept. Refuses: ReasonMissing, where a step needs one."""
    tidy = reason.strip()[:_LONGEST_REASON]
    if step in _NEEDS_REASON and not tidy:
        raise ReasonMissing
    return tidy


def move(
    actor: Actor,
    row: AnyRequest,
    status: RequestStatus | None,
    happened: Happened,
    *,
    reason: str = "",
    article: ArticleRef | None = None,
    fields: tuple[str, ...] = (),
) -> None:
    """Write one step of a locked request and tell of it; ``status`` is None for the filing."""
    after = status_of([happened]) if status is None else advance(status, happened)
    last = row.events.aggregate(last=Max("sequence"))["last"] or 0
    row.events.create(
        sequence=last + 1,
        step=happened.step.value,
        at=happened.at,
        due_at=happened.due_at,
        by=actor.account_id or actor.name,
        reason=reason,
        article=str(article) if article else "",
        fields=list(fields),
    )
    row.state, row.due_at = after.state.value, after.due_at if after.mover else None
    if status is not None:
        row.version += 1
    row.save(update_fields=["state", "due_at", "version"])
    _tell(actor, row, happened, article)


def _tell(actor: Actor, row: AnyRequest, happened: Happened, article: ArticleRef | None) -> None:
    facts = {
        "request": row.id,
        "resource": row.resource_code,
        "provider": row.provider_code,
        "consumer": row.consumer_code,
        "item": row.item_code,
    }
    if isinstance(row, CrossRequest):
        facts["platform"] = row.platform
    step = happened.step.value
    record(
        kind=f"exchange.request-{step}", about=row.id, actor=actor, now=happened.at,
        facts={**facts, "by_article": str(article) if article else row.article,
               "fields": row.fields},
    )  # fmt: skip
    filed = happened.step is RequestStep.FILED
    publish(
        event=events.REQUEST_FILED if filed else events.REQUEST_MOVED,
        aggregate=row.id,
        payload=facts if filed else {**facts, "step": step, "state": row.state},
        now=happened.at,
    )
