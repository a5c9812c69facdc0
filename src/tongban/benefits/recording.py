"""A benefit's change of state: row, leaf and outbox together, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from tongban.benefits.domain.steps import may_follow
from tongban.benefits.models import Benefit
from tongban.benefits.refusals import BenefitNotFound, StepNotOpen
from tongban.benefits.views import BenefitState
from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor


def locked(benefit_id: str) -> Benefit:
    """The benefit, locked for a change. Refuses BenefitNotFound."""
    rows = Benefit.objects.select_for_update().filter(id=benefit_id)
    row = rows.order_by("id").first()
    if row is None:
        raise BenefitNotFound
    return row


def move(
    row: Benefit,
    state: BenefitState,
    event: str,
    actor: Actor,
    now: datetime,
    facts: dict[str, str] | None = None,
) -> None:
    """Bring a locked benefit into a state, and tell. Refuses StepNotOpen."""
    if not may_follow(BenefitState(row.state), state):
        raise StepNotOpen(BenefitState(row.state))
    row.state, row.version = state.value, row.version + 1
    row.ended_at = now
    row.save()
    tell(row, event, actor, now, facts)


def tell(
    row: Benefit,
    event: str,
    actor: Actor,
    now: datetime,
    facts: dict[str, str] | None = None,
) -> None:
    """Leaf and outbox row of what happened to a benefit."""
    payload = {
        "benefit": row.id,
        "policy": row.policy_code,
        "period": row.period,
        "subject": row.subject_id,
    }
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload,
        facts={
            **payload,
            "policy_version": row.policy_version,
            "amount": str(row.amount),
            "currency": row.currency,
            "state": row.state,
            **(facts or {}),
        },
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )
