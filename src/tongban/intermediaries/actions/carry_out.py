"""What an institution does with a commission: takes it on, declines, delivers the result."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.files.api import blob
from tongban.intermediaries.domain.commission import CommissionState, named_in_time
from tongban.intermediaries.events import (
    COMMISSION_ACCEPTED,
    COMMISSION_DECLINED,
    COMMISSION_DELIVERED,
)
from tongban.intermediaries.models import Commission
from tongban.intermediaries.policies import is_institution
from tongban.intermediaries.published import service_version
from tongban.intermediaries.queries.commissions import commission_view
from tongban.intermediaries.recording import locked, note
from tongban.intermediaries.refusals import CommissionNotFound, StepNotOpen
from tongban.intermediaries.telling import tell_client, tell_client_of_limit
from tongban.intermediaries.views import CommissionView
from tongban.jurisdiction.api import calendar, local_date
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import due_at, working_days_between


def accept_commission(*, actor: Actor, commission_id: str, now: datetime) -> CommissionView:
    """The institution takes it on; the published time limit counts from now.

    The client is told of the limit; where it ends tomorrow or earlier nobody is reminded of it
    again. Refuses CommissionNotFound (also to everybody else), StepNotOpen.
    """
    with transaction.atomic():
        row = _own(actor, commission_id, CommissionState.ASKED)
        limit = service_version(row.service_code, row.service_version).limit
        row.state, row.accepted_at = CommissionState.UNDER_WAY.value, now
        row.due_at = due_at(now, limit, calendar())
        if named_in_time(local_date(now), local_date(row.due_at)):
            row.warned_at = now
        row.save(update_fields=["state", "accepted_at", "due_at", "warned_at"])
        note(row, COMMISSION_ACCEPTED, actor, now)
        tell_client_of_limit(row, now)
    return commission_view(row, now)


def decline_commission(*, actor: Actor, commission_id: str, now: datetime) -> CommissionView:
    """The institution does not take it on; the client may ask another.

    Refuses CommissionNotFound (also to everybody else), StepNotOpen.
    """
    with transaction.atomic():
        row = _own(actor, commission_id, CommissionState.ASKED)
        row.state = CommissionState.DECLINED.value
        row.save(update_fields=["state"])
        _told(row, COMMISSION_DECLINED, actor, now)
    return commission_view(row, now)


def deliver_commission(
    *, actor: Actor, commission_id: str, blob_id: str, now: datetime
) -> CommissionView:
    """The institution hands over the result, a file of its own; its SHA-256 is kept in evidence.

    Refuses CommissionNotFound (also to everybody else), StepNotOpen, FileNotYours of files.
    """
    with transaction.atomic():
        row = _own(actor, commission_id, CommissionState.UNDER_WAY)
        result = blob(actor, blob_id)
        row.state, row.delivered_at = CommissionState.DELIVERED.value, now
        row.blob_id, row.sha256 = result.id, result.sha256
        row.days_used = working_days_between(row.accepted_at or now, now, calendar())
        row.save(update_fields=["state", "delivered_at", "blob_id", "sha256", "days_used"])
        _told(row, COMMISSION_DELIVERED, actor, now)
    return commission_view(row, now)


def _own(actor: Actor, commission_id: str, state: CommissionState) -> Commission:
    row = locked(commission_id)
    if not is_institution(actor, row):
        raise CommissionNotFound
    if row.state != state.value:
        raise StepNotOpen
    return row


def _told(row: Commission, event: str, actor: Actor, now: datetime) -> None:
    note(row, event, actor, now)
    tell_client(row, CommissionState(row.state).label, now)
