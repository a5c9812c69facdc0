"""Record a broken promise 记入信用记录, as the kind its terms name: number, term, first repair."""

from __future__ import annotations

from datetime import datetime

from tongban.commitments.domain.credit import CreditState, CreditStep, day_after
from tongban.commitments.models import CreditRecord, Promise
from tongban.commitments.published import kind, terms
from tongban.commitments.recording import tell_record
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id


def record_broken_promise(row: Promise, *, actor: Actor, now: datetime) -> str:
    """The record's id; one per case. In the transaction of the revocation."""
    known = kind(terms(row.terms_code, row.terms_version).kind_code)
    calendar = calendar_of()
    today = calendar.local_date(now)
    made = CreditRecord.objects.create(
        id=new_id("credit"),
        number=f"XY{row.case_number}",
        kind_code=known.code,
        subject_id=row.subject_id,
        agency_code=row.agency_code,
        region=row.region,
        case_id=row.case_id,
        item_code=row.item_code,
        state=CreditState.STANDING.value,
        recorded_at=now,
        repair_from=day_after(today, known.repair_after, calendar),
        last_day=day_after(today, known.stands_for, calendar),
    )
    tell_record(made, CreditStep.RECORDED, actor=actor, now=now)
    return made.id
