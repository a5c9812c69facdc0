"""Object to a credit record, answer the objection, repair it 信用修复, look at somebody's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.commitments import policies
from tongban.commitments.domain.credit import CreditState, CreditStep, holds
from tongban.commitments.models import CreditLook, CreditRecord, Promise
from tongban.commitments.queries.credit import credit_view
from tongban.commitments.recording import locked_record, move_record
from tongban.commitments.refusals import PromiseNotFound, need_words
from tongban.commitments.views import CreditView
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.ledger.api import record

_MOST = 100


def object_to_record(*, actor: Actor, record_id: str, words: str, now: datetime) -> None:
    """The subject says why the record is wrong 异议; whoever made it answers.

    Refuses WordsNeeded, PromiseNotFound, StepNotOpen.
    """
    need_words(words)
    with transaction.atomic():
        row = locked_record(record_id)
        if not policies.is_holder(actor, row.subject_id):
            raise PromiseNotFound
        move_record(row, CreditStep.OBJECTED, actor=actor, now=now, words=words)


def answer_objection(
    *, actor: Actor, record_id: str, right: bool, words: str, now: datetime
) -> None:
    """Withdraw the record where the objection is right, else say why it stands.

    Refuses WordsNeeded, PromiseNotFound (not a deciding post of the agency there), StepNotOpen.
    """
    need_words(words)
    with transaction.atomic():
        row = locked_record(record_id)
        post = policies.post_at(actor, row.agency_code, row.region, policies.ANSWERERS)
        if post is None:
            raise PromiseNotFound
        step = CreditStep.UPHELD if right else CreditStep.DISMISSED
        move_record(row, step, actor=actor, now=now, post=post, words=words)


def repair_record(*, number: str, subject_id: str, actor: Actor, now: datetime) -> bool:
    """A case of credit repair was approved: its record, named by number, is repaired.

    Whether it was; a number of nobody's or of somebody else's changes nothing. Safe to repeat.
    """
    with transaction.atomic():
        rows = CreditRecord.objects.select_for_update().filter(number=number, subject_id=subject_id)
        row = rows.order_by("id").first()
        today = calendar().local_date(now)
        if row is None or not holds(CreditState(row.state), row.last_day, today):
            return False
        move_record(row, CreditStep.REPAIRED, actor=actor, now=now)
    return True


def look_at_credit(*, actor: Actor, promise_id: str, now: datetime) -> tuple[CreditView, ...]:
    """The records of whoever made a promise, for an officer who checks it; the look is kept.

    Refuses PromiseNotFound.
    """
    with transaction.atomic():
        promise = Promise.objects.filter(id=promise_id).order_by("id").first()
        post = policies.post_at(actor, promise.agency_code, promise.region) if promise else None
        if promise is None or post is None:
            raise PromiseNotFound
        rows = list(
            CreditRecord.objects.filter(subject_id=promise.subject_id).order_by(
                "-recorded_at", "-id"
            )[:_MOST]
        )
        CreditLook.objects.create(
            subject_id=promise.subject_id,
            agency_code=promise.agency_code,
            post_id=post.id,
            case_number=promise.case_number,
            at=now,
        )
        record(
            kind="commitments.credit-looked-at",
            about=promise.case_id,
            facts={"post": post.id, "records": len(rows)},
            actor=actor,
            now=now,
            subject_id=promise.subject_id,
        )
    return tuple(credit_view(actor, row, now) for row in rows)
