"""What a case lives through is looked at at once; lights, ratings and orders by the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.feedback.api import RERATING_OPENED, SERVICE_RATED
from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.monitoring.actions.escalate_orders import escalate_orders
from tongban.monitoring.actions.examine_case import examine_case
from tongban.monitoring.actions.warn_nearly_due import warn_nearly_due
from tongban.monitoring.actions.watch_ratings import (
    note_bad_rating,
    settle_bad_rating,
    warn_unanswered_ratings,
)

periodic("monitoring.warn_nearly_due", 60.0)(warn_nearly_due)
periodic("monitoring.warn_unanswered_ratings", 600.0)(warn_unanswered_ratings)
periodic("monitoring.escalate_orders", 60.0)(escalate_orders)


# None of these happens to a case that rules decide at once.
@subscribe("CaseDeadlinePassed", "monitoring.deadline_passed", swift=True)
@subscribe("CorrectionRequested", "monitoring.correction_requested", swift=True)
@subscribe("TermExtended", "monitoring.term_extended", swift=True)
@subscribe("CaseHandedOver", "monitoring.case_handed_over", swift=True)
def on_case_event(event: OutboxEvent) -> None:
    """Look at the whole case: what is known already is not warned of again."""
    examine_case(case_id=event.payload["case"], now=datetime.now(UTC))


@subscribe("CaseStepTaken", "monitoring.step_taken", swift=True)
def on_step(event: OutboxEvent) -> None:
    """Only steps that went to another agency can be too many."""
    if event.payload["step"] == "StepTransferred":
        examine_case(case_id=event.payload["case"], now=datetime.now(UTC))


@subscribe(SERVICE_RATED, "monitoring.service_rated", swift=True)
def on_rated(event: OutboxEvent) -> None:
    """A bad first rating waits to be answered."""
    told = event.payload
    if told["bad"] and told["round"] == 1:
        note_bad_rating(
            encounter_id=told["encounter"],
            item_code=told["item"],
            agency_code=told["agency"],
            rated_at=event.occurred_at,
        )


@subscribe(RERATING_OPENED, "monitoring.rerating_opened", swift=True)
def on_rerating(event: OutboxEvent) -> None:
    """The rating was answered."""
    settle_bad_rating(encounter_id=event.payload["encounter"])
