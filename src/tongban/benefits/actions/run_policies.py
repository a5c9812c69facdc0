"""Run policies 比对名单: each month's people, batch by batch; what nobody declined is paid."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tongban.benefits import events, policies
from tongban.benefits.examining import MACHINE, ask, examine
from tongban.benefits.models import Benefit, Run
from tongban.benefits.published_policies import policies_in_force, policy
from tongban.benefits.recording import locked, move
from tongban.benefits.refusals import BenefitNotForYou
from tongban.benefits.views import BenefitState, Way
from tongban.elements.api import subjects_in
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.money import Money
from tongban.ledger.api import unseal
from tongban.payments.api import ask_payout

_BATCH = 50
_MOST_OFFERS = 200


def advance_runs(now: datetime) -> int:
    """Begin this month's run of every policy and take each a batch further; people looked at.

    One transaction per person and batch: a kill loses nothing and doubles nothing, because a
    benefit is unique for policy, period and person.
    """
    period = f"{local_date(now):%Y-%m}"
    for known in policies_in_force():
        Run.objects.get_or_create(
            policy_code=known.code,
            period=period,
            defaults={"policy_version": known.version, "started_at": now},
        )
    runs = Run.objects.filter(finished_at__isnull=True).order_by("period", "policy_code")
    return sum(_further(run.pk, now) for run in list(runs[:20]))


def run_policy_again(*, actor: Actor, policy_code: str, period: str, now: datetime) -> None:
    """Look at everybody once more for a period whose run has finished.

    Who has the benefit keeps it; who became due since is offered it. Refuses BenefitNotForYou
    (operators and supervisors only), BenefitNotFound for an unknown policy.
    """
    if not policies.may_watch(actor):
        raise BenefitNotForYou
    known = policy(policy_code)
    Run.objects.filter(
        policy_code=policy_code, period=period, finished_at__isnull=False
    ).update(
        policy_version=known.version, cursor="", started_at=now, finished_at=None,
        looked=0, offered=0, not_due=0, unknown=0, declined=0, standing=0,
    )  # fmt: skip


def end_waiting(now: datetime) -> int:
    """What was offered long enough ago: opt-out is paid, unconfirmed consent lapses. How many."""
    waiting = Benefit.objects.filter(state=BenefitState.OFFERED.value, answer_by__lt=now)
    ids = list(waiting.order_by("answer_by", "id").values_list("id", flat=True)[:_MOST_OFFERS])
    for benefit_id in ids:
        with transaction.atomic():
            row = locked(benefit_id)
            if row.state != BenefitState.OFFERED.value:
                continue
            if policy(row.policy_code, row.policy_version).way is Way.OPT_OUT:
                move(row, BenefitState.DUE, events.BENEFIT_DUE, MACHINE, now)
            else:
                move(row, BenefitState.LAPSED, events.BENEFIT_DECLINED, MACHINE, now)
    return len(ids)


def pay(benefit_id: str, now: datetime) -> None:
    """Have a benefit that is due paid; the payout is one per benefit, whoever asks how often."""
    row = locked(benefit_id)
    if row.state != BenefitState.DUE.value:
        return
    ask_payout(
        actor=MACHINE,
        about=row.id,
        payee_id=row.subject_id,
        account=unseal(row.subject_id, bytes(row.account)).decode(),
        amount=Money(row.amount, row.currency),
        agency_code=row.agency_code,
        article=policy(row.policy_code, row.policy_version).article,
        now=now,
    )


def _further(run_id: int, now: datetime) -> int:
    run = Run.objects.get(pk=run_id)
    known = policy(run.policy_code, run.policy_version)
    people = subjects_in(MACHINE, known.register, after=run.cursor, limit=_BATCH)
    for subject_id in people:
        heard = ask(known, run.period, subject_id, now)
        with transaction.atomic():
            standing = Run.objects.select_for_update().get(pk=run_id)
            if standing.finished_at is not None or standing.cursor >= subject_id:
                continue  # another worker was quicker
            count = examine(known, run.period, subject_id, heard, now).count
            Run.objects.filter(pk=run_id).update(
                cursor=subject_id, looked=F("looked") + 1, **{count: F(count) + 1}
            )
    if len(people) < _BATCH:
        Run.objects.filter(pk=run_id, finished_at__isnull=True).update(finished_at=now)
    return len(people)
