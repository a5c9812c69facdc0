"""What this room does on time, and when money moved."""

from __future__ import annotations

from tongban.benefits import events
from tongban.benefits.actions.recover_benefit import paid_back
from tongban.benefits.actions.run_policies import advance_runs, end_waiting, pay
from tongban.benefits.examining import MACHINE
from tongban.benefits.models import Benefit
from tongban.benefits.recording import move
from tongban.benefits.views import BenefitState
from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.payments.api import NOTICE_PAID, PAYOUT_BOUNCED, PAYOUT_MADE

periodic("benefits.advance_runs", 5.0)(advance_runs)
periodic("benefits.end_waiting", 60.0)(end_waiting)


@subscribe(events.BENEFIT_DUE, "benefits.pay")
def on_due(event: OutboxEvent) -> None:
    """Nobody declined, or somebody confirmed: it is paid."""
    pay(event.payload["benefit"], event.occurred_at)


@subscribe(PAYOUT_MADE, "benefits.note_paid")
@subscribe(PAYOUT_BOUNCED, "benefits.note_bounced")
def on_payout_ended(event: OutboxEvent) -> None:
    """The payment channel said how it went."""
    rows = Benefit.objects.select_for_update().filter(id=event.payload["about"])
    row = rows.order_by("id").first()
    if row is None or row.state != BenefitState.DUE.value:
        return
    if event.event == PAYOUT_MADE:
        move(row, BenefitState.PAID, events.BENEFIT_PAID, MACHINE, event.occurred_at)
    else:
        move(row, BenefitState.BOUNCED, events.BENEFIT_BOUNCED, MACHINE, event.occurred_at)


@subscribe(NOTICE_PAID, "benefits.note_paid_back")
def on_notice_paid(event: OutboxEvent) -> None:
    """A benefit was paid back."""
    paid_back(event.payload["about"], event.occurred_at)
