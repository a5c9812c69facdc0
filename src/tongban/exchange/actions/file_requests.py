"""From a published item to the requests and grants its definition implies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.catalogue.api import ItemView, published_item
from tongban.exchange import policies
from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.domain.drafting import RequestDraft, draft_requests, purpose_of
from tongban.exchange.domain.requests import Happened, RequestState, RequestStep
from tongban.exchange.granting import end_grant
from tongban.exchange.models import Grant, ShareRequest
from tongban.exchange.moving import move, require_step
from tongban.exchange.queries.drafts import wanted_by
from tongban.exchange.queries.resources import resource, resource_of_element
from tongban.exchange.refusals import NotYoursToShare
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id

_OPEN = (RequestState.WAITING.value, RequestState.DISPUTED.value, RequestState.ORDERED.value)
_NO_LONGER = "the item no longer needs these data 事项已不再需要这些数据"


def file_requests(*, actor: Actor, item_code: str, now: datetime) -> tuple[str, ...]:
    """Ask for whatever the item as published uses and has no grant for; returns new request ids.

    Fields, purpose and article come from the item's definition, nothing else can be asked for.
    What a standing grant or an open request covers is not asked again; grants of data that the
    item no longer uses end at once. Doing it again changes nothing. Refuses: NotYoursToShare,
    catalogue's ItemNotFound, ItemSuspended. Source: 政务数据共享条例 (809), 个人信息保护法 34.
    """
    if not policies.is_platform(actor):
        raise NotYoursToShare
    item = published_item(item_code)
    drafts = _drafts(item)
    with transaction.atomic():
        standing = _standing(item_code)
        _end_what_is_not_needed(actor, standing, drafts, now)
        filed = []
        for draft in drafts:
            if _covered(standing, draft, now) or _asked_already(actor, item_code, draft, now):
                continue
            filed.append(_file(actor, item, draft, now))
    return tuple(filed)


def end_item_grants(*, actor: Actor, item_code: str, now: datetime) -> int:
    """End every grant of an item that is no longer offered; how many ended.

    Refuses: NotYoursToShare, to everybody but the platform.
    """
    if not policies.is_platform(actor):
        raise NotYoursToShare
    with transaction.atomic():
        rows = _standing(item_code)
        for row in rows:
            end_grant(actor, row, _NO_LONGER, now)
    return len(rows)


def _drafts(item: ItemView) -> tuple[RequestDraft, ...]:
    if not item.articles:
        return ()
    return draft_requests(wanted_by(item), resource_of_element(), item.articles[0])


def _standing(item_code: str) -> list[Grant]:
    rows = Grant.objects.select_for_update().filter(item_code=item_code, revoked_at__isnull=True)
    return list(rows.order_by("id"))


def _end_what_is_not_needed(
    actor: Actor, standing: Sequence[Grant], drafts: Sequence[RequestDraft], now: datetime
) -> None:
    needed = {(draft.resource, str(draft.article)) for draft in drafts}
    for row in standing:
        if (row.resource_code, row.article) not in needed:
            end_grant(actor, row, _NO_LONGER, now)


def _covered(standing: Sequence[Grant], draft: RequestDraft, now: datetime) -> bool:
    return any(
        row.revoked_at is None
        and row.valid_until > now
        and (row.resource_code, row.article) == (draft.resource, str(draft.article))
        and set(draft.fields) <= set(row.fields)
        for row in standing
    )


def _asked_already(actor: Actor, item_code: str, draft: RequestDraft, now: datetime) -> bool:
    """Whether the same is waited for; an open request for something else is withdrawn."""
    row = (
        ShareRequest.objects.select_for_update()
        .filter(
            item_code=item_code,
            resource_code=draft.resource,
            article=str(draft.article),
            state__in=_OPEN,
        )
        .order_by("id")
        .first()
    )
    if row is None or tuple(row.fields) == draft.fields:
        return row is not None
    status = require_step(actor, row, RequestStep.WITHDRAWN, row.version, now)
    move(
        actor, row, status, Happened(RequestStep.WITHDRAWN, now, None),
        reason="a new version of the item asks for other fields",
    )  # fmt: skip
    return False


def _file(actor: Actor, item: ItemView, draft: RequestDraft, now: datetime) -> str:
    known = resource(draft.resource)
    due = due_after(now, clocks().reply(known.sharing))
    row = ShareRequest.objects.create(
        id=new_id("request"),
        resource_code=draft.resource,
        provider_code=known.provider_code,
        consumer_code=item.agency_code,
        item_code=item.code,
        item_version_id=item.version_id,
        purpose=purpose_of(item.code),
        article=str(draft.article),
        fields=list(draft.fields),
        state=RequestState.WAITING.value,
        due_at=due,
        filed_at=now,
    )
    move(actor, row, None, Happened(RequestStep.FILED, now, due), fields=draft.fields)
    return row.id
