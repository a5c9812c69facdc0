"""An approval reaches the body that oversees it; announced draws are held by the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.cases.api import CaseState
from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.supervision.actions.hold_draws import hold_draws
from tongban.supervision.actions.tell_supervisor import tell_supervisor

periodic("supervision.hold_draws", 2.0)(hold_draws)


@subscribe("CaseDecided", "supervision.tell_supervisor", swift=True)
def on_case_decided(event: OutboxEvent) -> None:
    """Only approvals are overseen."""
    told = event.payload
    if CaseState(told["state"]) is not CaseState.APPROVED:
        return
    tell_supervisor(
        case_id=told["case"],
        case_number=told["number"],
        item_code=told["item"],
        subject_id=told["subject"],
        region=told["region"],
        decided_at=event.occurred_at,
        now=datetime.now(UTC),
    )
