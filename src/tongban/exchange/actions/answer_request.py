"""What the provider's steward answers: grant, refuse, take longer; and take a grant back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.exchange import policies
from tongban.exchange.answering import extend, fields_of, refuse
from tongban.exchange.domain.requests import Happened, RequestStep
from tongban.exchange.granting import end_grant, make_grant
from tongban.exchange.models import Grant
from tongban.exchange.moving import locked, move, require_step
from tongban.exchange.queries.grants import grant_view
from tongban.exchange.queries.requests import request_view
from tongban.exchange.refusals import GrantUnknown, NotYoursToShare, ReasonMissing
from tongban.exchange.views import GrantView, RequestView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef


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
        chosen = fields_of(row, fields)
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
        refuse(actor, row, expected_version, reason, article, now)
    return request_view(actor, row, now)


def extend_reply(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> RequestView:
    """Take longer to answer, once, before the term has run out.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    with transaction.atomic():
        row = locked(request_id)
        extend(actor, row, expected_version, reason, now)
    return request_view(actor, row, now)


def revoke_grant(*, actor: Actor, grant_id: str, reason: str, now: datetime) -> GrantView:
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
    return grant_view(row, now)
