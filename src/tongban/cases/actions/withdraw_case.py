"""Withdraw an application 撤回."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases import policies
from tongban.cases.domain.events import APPLICANT, Withdrawn
from tongban.cases.officer import locked, status_of
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound
from tongban.cases.views.case import CaseView
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.payments.api import cancel_notice_about


def withdraw_case(*, actor: Actor, case_id: str, expected_version: int, now: datetime) -> CaseView:
    """Take back an application that is not decided yet. Only a party may.

    Refuses CaseNotFound, CaseChanged, StepNotPossible.
    """
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        if case.version != expected_version:
            raise CaseChanged
        calendar = calendar_of()
        append(
            case,
            status_of(case, now, calendar),
            [Said(Withdrawn(at=now, by=APPLICANT))],
            actor=actor,
            post=None,
            calendar=calendar,
            now=now,
        )
        cancel_notice_about(actor=actor, about=case.id, now=now)
    return read_case(actor, case_id, now)
