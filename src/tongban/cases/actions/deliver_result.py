"""Hand a result over 送达, with its proof: within ten working days of the decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.checks import need_words
from tongban.cases.domain.events import Delivered
from tongban.cases.domain.lateness import DeliveryWay
from tongban.cases.dossier import Words
from tongban.cases.officer import locked, say_after, status_of
from tongban.cases.queries.cases import case as read_case
from tongban.cases.views.case import CaseView
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor


def deliver_result(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    way: DeliveryWay,
    proof: str,
    now: datetime,
) -> CaseView:
    """Record that an approved result was handed over; the clock of ten working days ends.

    ``proof`` says by what it can be shown (a signed receipt, a parcel number); the applicant reads
    it, others do not. A certificate issued electronically is handed over when it is issued.
    Refuses WordsMissing, StepNotPossible (not approved, or handed over already), NotYourTask,
    CaseNotFound, CaseChanged. Source: 行政许可法 44.
    """
    need_words(proof, "proof")
    with transaction.atomic():
        case = locked(case_id)
        event = Delivered(at=now, by=case.current_agency, way=way.value)
        say_after(
            event,
            Words(opinion=proof),
            actor=actor,
            verb="deliver_result",
            case=case,
            version=expected_version,
            now=now,
        )
    return read_case(actor, case_id, now)


def record_delivery(*, case_id: str, way: DeliveryWay, proof: str, now: datetime) -> None:
    """A room above can show that an approved result was handed over: a parcel signed for.

    Changes nothing when it was handed over before, as a certificate issued electronically is.
    Refuses CaseNotFound. Source: 行政许可法 44.
    """
    actor = Actor.system("cases-delivery")
    with transaction.atomic():
        case = locked(case_id)
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        if status.deliver_by(calendar) is None:
            return
        event = Delivered(at=now, by=case.current_agency, way=way.value)
        said = [Said(event, Words(opinion=proof))]
        append(case, status, said, actor=actor, post=None, calendar=calendar, now=now)
