"""An approval reaches the body that oversees it; announced draws are held by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from tongban.cases.api import CaseState
from tongban.jobs.api import OutboxEvent, periodic, subscribe_many
from tongban.supervision.actions.hold_draws import hold_draws
from tongban.supervision.actions.tell_supervisor import tell_supervisor
from tongban.supervision.plans import plans

periodic("supervision.hold_draws", 2.0)(hold_draws)


@subscribe_many("CaseDecided", "supervision.tell_supervisor")
def on_cases_decided(events: Sequence[OutboxEvent]) -> None:
    """Only approvals are overseen, and only of services that stand in a plan."""
    overseen = {code for plan in plans() for code in plan.item_codes}
    for event in events:
        told = event.payload
        approved = CaseState(told["state"]) is CaseState.APPROVED
        if approved and told["item"] in overseen:
            tell_supervisor(
                case_id=told["case"],
                case_number=told["number"],
                item_code=told["item"],
                subject_id=told["subject"],
                region=told["region"],
                decided_at=event.occurred_at,
                now=datetime.now(UTC),
            )
