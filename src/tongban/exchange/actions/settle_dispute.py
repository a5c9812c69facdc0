"""When the provider says no, or nothing: dispute, ruling, and taking a request back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.domain.requests import Happened, RequestStep
from tongban.exchange.moving import locked, move, reason_for, require_step
from tongban.exchange.queries.requests import request_view
from tongban.exchange.views import RequestView
from tongban.kernel.actor import Actor


def dispute_request(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> RequestView:
    """Bring a refusal, or silence past the term, before the coordinator 提请协调.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    return _step(actor, request_id, expected_version, RequestStep.DISPUTED, reason, now)


def rule_on_dispute(
    *,
    actor: Actor,
    request_id: str,
    expected_version: int,
    share: bool,
    reason: str,
    now: datetime,
) -> RequestView:
    """The coordinator's ruling 裁定: the provider shares by a deadline, or need not.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    step = RequestStep.RULED_TO_SHARE if share else RequestStep.RULED_NOT_TO_SHARE
    return _step(actor, request_id, expected_version, step, reason, now)


def withdraw_request(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> RequestView:
    """The agency that asked asks no longer.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    return _step(actor, request_id, expected_version, RequestStep.WITHDRAWN, reason, now)


def _step(
    actor: Actor,
    request_id: str,
    expected_version: int,
    step: RequestStep,
    reason: str,
    now: datetime,
) -> RequestView:
    with transaction.atomic():
        row = locked(request_id)
        status = require_step(actor, row, step, expected_version, now)
        why = reason_for(step, reason)
        move(actor, row, status, Happened(step, now, _due(step, now)), reason=why)
    return request_view(actor, row, now)


def _due(step: RequestStep, now: datetime) -> datetime | None:
    if step is RequestStep.DISPUTED:
        return due_after(now, clocks().ruling)
    return due_after(now, clocks().provide) if step is RequestStep.RULED_TO_SHARE else None
