"""A fee was paid or waived 费用结清: the case goes on. It went back: the case asks for it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.charging import payment_asked
from tongban.cases.domain.events import APPLICANT, AWAITING_PAYMENT, PaymentSettled
from tongban.cases.models import Case
from tongban.cases.officer import status_of
from tongban.cases.views.state import CaseState
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.payments.api import NoticeState, notice_about

_PAYMENTS = Actor.system("cases-payments")
_UNPAID = (CaseState.ACCEPTED.value, CaseState.AWAITING_PAYMENT.value)
_SETTLED = (NoticeState.PAID, NoticeState.WAIVED)


def settle_payment(*, case_id: str, now: datetime) -> None:
    """End the pause of a case whose payment notice is paid or waived; silent when it is neither.

    Called by whoever heard of it first, a page or the outbox; the second changes nothing. A case
    that was closed meanwhile stays closed. ``now`` is when the clock goes on.
    """
    notice = notice_about(_PAYMENTS, case_id)
    if notice is None or notice.state not in _SETTLED:
        return
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(id=case_id).order_by("id").first()
        if case is None or case.state != CaseState.AWAITING_PAYMENT.value:
            return
        calendar = calendar_of()
        waived = notice.state is NoticeState.WAIVED
        by = case.deciding_agency if waived else APPLICANT
        event = PaymentSettled(at=now, by=by, procedure=AWAITING_PAYMENT, waived=waived)
        append(
            case,
            status_of(case, now, calendar),
            [Said(event)],
            actor=_PAYMENTS,
            post=None,
            calendar=calendar,
            now=now,
        )


def ask_payment_again(*, case_id: str, now: datetime) -> None:
    """Ask anew for a fee that was refunded whole before the case is decided; silent otherwise.

    Without it nothing could be granted. A special procedure that runs is waited for: its end asks.
    Nobody is exempted by a refund: whoever need not pay has the new notice waived.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(id=case_id).order_by("id").first()
        if case is None or case.state not in _UNPAID:
            return
        calendar = calendar_of()
        asked = payment_asked(case, _PAYMENTS, calendar, now)
        if asked is None or case.state == CaseState.AWAITING_PAYMENT.value:
            return  # else it waits already, and the new notice is enough
        append(
            case,
            status_of(case, now, calendar),
            [Said(asked)],
            actor=_PAYMENTS,
            post=None,
            calendar=calendar,
            now=now,
        )
