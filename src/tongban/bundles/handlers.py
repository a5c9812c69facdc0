"""What this room does when a case closes."""

from __future__ import annotations

from tongban.bundles.actions.follow_case import follow_case
from tongban.bundles.events import STEP_CASE_CLOSED
from tongban.bundles.models import BundleStep
from tongban.jobs.api import OutboxEvent, publish, subscribe


@subscribe("CaseDecided", "bundles.step_decided", swift=True)
@subscribe("CaseWithdrawn", "bundles.step_withdrawn", swift=True)
@subscribe("AcceptanceRefused", "bundles.step_not_accepted", swift=True)
def note_closed_step(event: OutboxEvent) -> None:
    """Most cases are no step of a bundle: only those that are go on to what takes longer."""
    step = BundleStep.objects.filter(case_id=event.payload["case"]).order_by("id").first()
    if step is not None:
        told = {"case": event.payload["case"], "step": step.code}
        aggregate = step.bundle_id
        publish(event=STEP_CASE_CLOSED, aggregate=aggregate, payload=told, now=event.occurred_at)


@subscribe(STEP_CASE_CLOSED, "bundles.move_on")
def move_bundle_on(event: OutboxEvent) -> None:
    """The case of a step closed: the next begin at the moment it closed."""
    follow_case(event.payload["case"], event.occurred_at)
