"""What the provider's steward answers: grant, refuse, take longer; and take a grant back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.exchange import policies
from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.domain.requests import Happened, RequestStep
from tongban.exchange.domain.sharing import SharingType
from tongban.exchange.granting import end_grant, make_grant
from tongban.exchange.models import Grant
from tongban.exchange.moving import locked, move, reason_for, require_step
from tongban.exchange.queries.requests import request_view
from tongban.exchange.queries.resources import resource
from tongban.exchange.refusals import (
    FieldsNotAsked,
    GrantUnknown,
    NotYoursToShare,
    ReasonMissing,
    RefusalNeedsBasis,
)
from tongban.exchange.views import RequestView
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.laws.api import articles


def grant_request(
    *,
    actor: Actor,
    request_id: str,
    expected_version: int,
    fields: Sequence[str],
    term_days: int | None = None,
    reason: str = "",
    now: datetime,
) -> RequestView:
    """Grant some or all of the fields asked for, for ``term_days`` (at most the resource's term).

    The nodes' policy is issued anew. Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow,
    FieldsNotAsked. Source: 政务数据共享条例 (809).
    """
    with transaction.atomic():
        row = locked(request_id)
        status = require_step(actor, row, RequestStep.GRANTED, expected_version, now)
        chosen = tuple(sorted(set(fields)))
        if not chosen or not set(chosen) <= set(row.fields):
            raise FieldsNotAsked
        happened = Happened(RequestStep.GRANTED, now, None)
        move(actor, row, status, happened, reason=reason.strip(), fields=chosen)
        make_grant(actor, row, chosen, term_days, now)
    return request_view(actor, row, now)


def refuse_request(
    *,
    actor: Actor,
    request_id: str,
    expected_version: int,
    reason: str,
    article: ArticleRef,
    now: datetime,
) -> RequestView:
    """Refuse, with a reason and an article that is in force today.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing, RefusalNeedsBasis
    (no such article in force, or a resource that is shared without conditions).
    """
    with transaction.atomic():
        row = locked(request_id)
        status = require_step(actor, row, RequestStep.REFUSED, expected_version, now)
        require_basis(row.resource_code, article, now)
        why = reason_for(RequestStep.REFUSED, reason)
        happened = Happened(RequestStep.REFUSED, now, None)
        move(actor, row, status, happened, reason=why, article=article)
    return request_view(actor, row, now)


def extend_reply(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> RequestView:
    """Take longer to answer, once, before the term has run out.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    with transaction.atomic():
        row = locked(request_id)
        status = require_step(actor, row, RequestStep.EXTENDED, expected_version, now)
        why = reason_for(RequestStep.EXTENDED, reason)
        due = due_after(status.due_at or now, clocks().extension)
        move(actor, row, status, Happened(RequestStep.EXTENDED, now, due), reason=why)
    return request_view(actor, row, now)


def revoke_grant(*, actor: Actor, grant_id: str, reason: str, now: datetime) -> None:
    """Take a grant back at once: nodes are told with their next look, within seconds.

    By the provider's steward or the coordinator. Repeating it changes nothing. Refuses:
    GrantUnknown, NotYoursToShare, ReasonMissing.
    """
    with transaction.atomic():
        row = Grant.objects.select_for_update().filter(id=grant_id).order_by("id").first()
        if row is None:
            raise GrantUnknown
        if not (policies.may_answer(actor, row.provider_code) or policies.may_coordinate(actor)):
            raise NotYoursToShare
        if not reason.strip():
            raise ReasonMissing
        end_grant(actor, row, reason.strip()[:2_000], now)


def require_basis(resource_code: str, article: ArticleRef, now: datetime) -> None:
    """A refusal rests on an article in force today, and no resource that is open to all is refused.

    Refuses: RefusalNeedsBasis.
    """
    known = articles((article,)).get(article)
    open_to_all = resource(resource_code).sharing is SharingType.UNCONDITIONAL
    if open_to_all or known is None or not known.in_force(local_date(now)):
        raise RefusalNeedsBasis
