"""Stop the legal clock for a commission, where the law allows: the special procedure of cases."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import start_special_procedure
from tongban.intermediaries.domain.commission import CommissionState
from tongban.intermediaries.policies import may_read
from tongban.intermediaries.published import service_version
from tongban.intermediaries.queries.commissions import commission_view
from tongban.intermediaries.recording import locked
from tongban.intermediaries.refusals import ClockGoesOn, CommissionNotFound, StepNotOpen
from tongban.intermediaries.views import CommissionView
from tongban.kernel.actor import Actor


def stop_clock_for(
    *, actor: Actor, commission_id: str, expected_version: int, now: datetime
) -> CommissionView:
    """An officer stops the clock of the case while the institution works.

    Only where the service names a special procedure that the item lists with its article; kind,
    basis and planned length (the published time limit) are told to the applicant as of any pause.
    ``expected_version`` is the case's. The case's own verb ends it. Refuses CommissionNotFound,
    StepNotOpen (not under way, or for no case), ClockGoesOn, and what ``start_special_procedure``
    of cases refuses. Source: 行政许可法 45.
    """
    with transaction.atomic():
        row = locked(commission_id)
        if not actor.posts or not may_read(actor, row):
            raise CommissionNotFound
        if row.state != CommissionState.UNDER_WAY.value or not row.case_id:
            raise StepNotOpen
        wanted = service_version(row.service_code, row.service_version)
        if wanted.procedure is None:
            raise ClockGoesOn
        start_special_procedure(
            actor=actor,
            case_id=row.case_id,
            expected_version=expected_version,
            procedure=wanted.procedure,
            planned=wanted.limit,
            reason=f"{wanted.name.zh}（{wanted.basis}）",
            now=now,
        )
    return commission_view(row, now)
