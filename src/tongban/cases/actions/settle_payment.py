"""A fee was paid or waived 费用结清: the case goes on from where it waited."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.domain.events import APPLICANT, AWAITING_PAYMENT, PaymentAsked, PaymentSettled
from tongban.cases.models import Case
from tongban.cases.officer import status_of
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor


def settle_payment(*, case_id: str, notice_id: str, waived: bool, now: datetime) -> None:
    """End the pause of a case that waits for this notice; silent when none does.

    ``now`` is when the notice was settled. A case that was closed meanwhile stays closed.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(id=case_id).order_by("id").first()
        if case is None:
            return
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        running = status.open_procedure
        waits = running is not None and isinstance(running.started, PaymentAsked)
        if running is None or not waits or getattr(running.started, "notice", "") != notice_id:
            return
        by = case.deciding_agency if waived else APPLICANT
        event = PaymentSettled(at=now, by=by, procedure=AWAITING_PAYMENT, waived=waived)
        append(
            case,
            status,
            [Said(event)],
            actor=Actor.system("cases-payments"),
            post=None,
            calendar=calendar,
            now=now,
        )
