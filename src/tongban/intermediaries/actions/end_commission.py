"""What a client does with a commission afterwards: takes it back, or rates the institution."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.intermediaries.domain.commission import STARS, CommissionState
from tongban.intermediaries.events import COMMISSION_RATED, COMMISSION_WITHDRAWN
from tongban.intermediaries.policies import is_client
from tongban.intermediaries.queries.commissions import commission_view
from tongban.intermediaries.recording import locked, note
from tongban.intermediaries.refusals import CommissionNotFound, StarsMissing, StepNotOpen
from tongban.intermediaries.views import CommissionView
from tongban.kernel.actor import Actor


def withdraw_commission(*, actor: Actor, commission_id: str, now: datetime) -> CommissionView:
    """The client takes back what no institution has taken on yet, and may choose another.

    Refuses CommissionNotFound (also to everybody else), StepNotOpen.
    """
    with transaction.atomic():
        row = locked(commission_id)
        if not is_client(actor, row):
            raise CommissionNotFound
        if row.state != CommissionState.ASKED.value or row.agency_code:
            raise StepNotOpen
        row.state = CommissionState.WITHDRAWN.value
        row.save(update_fields=["state"])
        note(row, COMMISSION_WITHDRAWN, actor, now)
    return commission_view(row, now)


def rate_institution(
    *, actor: Actor, commission_id: str, stars: int, now: datetime
) -> CommissionView:
    """The client gives one to five stars, once, for what was delivered; only counts are published.

    Refuses CommissionNotFound (also to everybody else), StarsMissing, StepNotOpen.
    """
    if stars not in STARS:
        raise StarsMissing
    with transaction.atomic():
        row = locked(commission_id)
        if not is_client(actor, row):
            raise CommissionNotFound
        if row.state != CommissionState.DELIVERED.value or row.stars is not None:
            raise StepNotOpen
        row.stars, row.rated_at = stars, now
        row.save(update_fields=["stars", "rated_at"])
        note(row, COMMISSION_RATED, actor, now)
    return commission_view(row, now)
