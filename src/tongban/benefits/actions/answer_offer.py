"""Say yes or no to a benefit: confirm, decline 放弃, or take a no back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.benefits import events, policies
from tongban.benefits.models import Choice
from tongban.benefits.queries import benefit_view
from tongban.benefits.recording import locked, move
from tongban.benefits.refusals import BenefitNotFound, StepNotOpen
from tongban.benefits.views import BenefitState, BenefitView
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def answer_offer(*, actor: Actor, benefit_id: str, accepts: bool, now: datetime) -> BenefitView:
    """Confirm or decline one's own benefit; the answer holds for the periods to come.

    Confirming pays without waiting. Refuses BenefitNotFound (also for everybody but the person
    and who acts for them), StepNotOpen. Source: 个人信息保护法 14, 15.
    """
    with transaction.atomic():
        row = locked(benefit_id)
        if not policies.is_own(actor, row.subject_id):
            raise BenefitNotFound
        if row.state != BenefitState.OFFERED.value:
            raise StepNotOpen(BenefitState(row.state))
        Choice.objects.update_or_create(
            policy_code=row.policy_code,
            subject_id=row.subject_id,
            defaults={"accepts": accepts, "said_at": now},
        )
        if accepts:
            move(row, BenefitState.DUE, events.BENEFIT_DUE, actor, now)
        else:
            move(row, BenefitState.DECLINED, events.BENEFIT_DECLINED, actor, now)
    return benefit_view(row)


def take_part_again(*, actor: Actor, policy_code: str, now: datetime) -> None:
    """Take back a no: from the next run on the benefit is offered again.

    Silent when nothing was declined. Refuses BenefitNotFound for whoever has not signed in.
    """
    if actor.acts_for is None or actor.posts:
        raise BenefitNotFound
    with transaction.atomic():
        taken, _ = Choice.objects.filter(
            policy_code=policy_code, subject_id=actor.acts_for, accepts=False
        ).delete()
        if taken:
            record(
                kind="benefits.taken-part-again",
                about=f"policy:{policy_code}",
                facts={"policy": policy_code, "subject": actor.acts_for},
                actor=actor,
                now=now,
                subject_id=actor.acts_for,
            )
