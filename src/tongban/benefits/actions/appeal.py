"""Object 异议: why was I not offered it, why this much, why must I pay it back; and the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tongban.benefits import events, policies
from tongban.benefits.actions.recover_benefit import withdraw_recovery
from tongban.benefits.examining import Heard, ask, examine
from tongban.benefits.models import Appeal, Benefit
from tongban.benefits.published_policies import policy
from tongban.benefits.queries import appeal_view
from tongban.benefits.refusals import (
    AppealOpen,
    BenefitNotForYou,
    BenefitNotFound,
    StepNotOpen,
    WordsNeeded,
)
from tongban.benefits.views import AppealView, BenefitState
from tongban.jobs.api import publish_recorded
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal

MAX_WORDS = 500


def lodge_appeal(
    *, actor: Actor, policy_code: str, benefit_id: str, words: str, now: datetime
) -> AppealView:
    """Object to a benefit of one's own, or to not being offered one (``benefit_id`` empty).

    Refuses BenefitNotFound, WordsNeeded, AppealOpen (one at a time).
    """
    subject_id = actor.acts_for
    if subject_id is None or actor.posts:
        raise BenefitNotFound
    if not words.strip() or len(words) > MAX_WORDS:
        raise WordsNeeded
    known = policy(policy_code)
    own = Benefit.objects.filter(id=benefit_id, subject_id=subject_id, policy_code=policy_code)
    if benefit_id and not own.exists():
        raise BenefitNotFound
    try:
        with transaction.atomic():
            row = Appeal.objects.create(
                id=new_id("appeal"),
                policy_code=policy_code,
                subject_id=subject_id,
                agency_code=known.agency_code,
                benefit_id=benefit_id,
                words=seal(subject_id, words.strip().encode()),
                lodged_at=now,
            )
            _tell(row, events.APPEAL_LODGED, actor, now, {})
    except IntegrityError as fault:
        raise AppealOpen from fault
    return appeal_view(row)


def answer_appeal(
    *, actor: Actor, appeal_id: str, upheld: bool, words: str, now: datetime
) -> AppealView:
    """Answer an objection with reasons. Upheld, a recovery ends, and the registers are asked again.

    Nobody is paid by an officer's word alone: what was wrong in a register is put right there
    first, then the same table decides. Refuses BenefitNotFound, BenefitNotForYou, WordsNeeded,
    StepNotOpen (answered already).
    """
    if not words.strip() or len(words) > MAX_WORDS:
        raise WordsNeeded
    period = f"{local_date(now):%Y-%m}"
    row = _to_answer(actor, Appeal.objects.filter(id=appeal_id))
    again = upheld and not row.benefit_id
    heard = ask(policy(row.policy_code), period, row.subject_id, now) if again else Heard()
    with transaction.atomic():
        row = _to_answer(actor, Appeal.objects.select_for_update().filter(id=appeal_id))
        row.upheld, row.answered_at = upheld, now
        row.answer = seal(row.subject_id, words.strip().encode())
        row.save(update_fields=["upheld", "answered_at", "answer"])
        facts = {"upheld": str(upheld).lower()}
        if upheld and row.benefit_id:
            withdraw_recovery(row.benefit_id, actor, now)
        elif upheld:
            looked = examine(policy(row.policy_code), period, row.subject_id, heard, now)
            facts["looked_again"] = looked.count
        _tell(row, events.APPEAL_ANSWERED, actor, now, facts)
    return appeal_view(row)


def _to_answer(actor: Actor, found: QuerySet[Appeal]) -> Appeal:
    row = found.order_by("id").first()
    if row is None or not policies.may_see(actor, row.subject_id, row.agency_code):
        raise BenefitNotFound
    if not policies.may_decide(actor, row.agency_code):
        raise BenefitNotForYou
    if row.answered_at is not None:
        raise StepNotOpen(BenefitState.OFFERED)
    return row


def _tell(row: Appeal, event: str, actor: Actor, now: datetime, facts: dict[str, str]) -> None:
    payload = {"appeal": row.id, "policy": row.policy_code, "subject": row.subject_id}
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload,
        facts={**payload, "benefit": row.benefit_id, **facts},
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )
