"""A steward answers a request of another platform: grant, refuse, take longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.exchange.actions.grant_across import NewCrossGrant, grant_across
from tongban.exchange.answering import extend, fields_of, refuse
from tongban.exchange.domain.requests import Happened, RequestStep
from tongban.exchange.moving import locked_across, move, reason_for, require_step
from tongban.exchange.queries.cross_requests import cross_request_view
from tongban.exchange.views_across import CrossRequestView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef


def grant_requested_across(
    *,
    actor: Actor,
    request_id: str,
    expected_version: int,
    fields: Sequence[str],
    term_days: int | None = None,
    reason: str = "",
    now: datetime,
) -> CrossRequestView:
    """Grant some or all of the fields asked for; answer and grant travel with our next snapshot.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, FieldsNotAsked, and what
    ``grant_across`` does: PlatformNotHere, CrossGrantNotRight, ResourceUnknown.
    """
    with transaction.atomic():
        row = locked_across(request_id)
        status = require_step(actor, row, RequestStep.GRANTED, expected_version, now)
        chosen = fields_of(row, fields)
        new = NewCrossGrant(
            row.platform, row.consumer_node, row.item_code, row.purpose,
            ArticleRef.parse(row.article), row.resource_code, chosen, term_days,
        )  # fmt: skip
        grant_across(actor=actor, new=new, now=now)
        why = reason_for(RequestStep.GRANTED, reason)
        move(actor, row, status, Happened(RequestStep.GRANTED, now, None), reason=why,
             fields=chosen)  # fmt: skip
    return cross_request_view(actor, row, now)


def refuse_across(
    *,
    actor: Actor,
    request_id: str,
    expected_version: int,
    reason: str,
    article: ArticleRef,
    now: datetime,
) -> CrossRequestView:
    """Refuse, with a reason and an article in force here today; both are told to who asked.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing, RefusalNeedsBasis.
    """
    with transaction.atomic():
        row = locked_across(request_id)
        refuse(actor, row, expected_version, reason, article, now)
    return cross_request_view(actor, row, now)


def extend_across(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> CrossRequestView:
    """Take longer to answer, once, before the term has run out; who asked sees the new day.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    with transaction.atomic():
        row = locked_across(request_id)
        extend(actor, row, expected_version, reason, now)
    return cross_request_view(actor, row, now)
