"""What this room does when a case closes."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.bundles.actions.follow_case import follow_case
from tongban.bundles.events import STEP_CASE_CLOSED
from tongban.bundles.models import BundleStep
from tongban.jobs.api import OutboxEvent, publish, subscribe, subscribe_many


@subscribe_many("CaseDecided", "bundles.step_decided")
@subscribe_many("CaseWithdrawn", "bundles.step_withdrawn")
@subscribe_many("AcceptanceRefused", "bundles.step_not_accepted")
def note_closed_steps(events: Sequence[OutboxEvent]) -> None:
    """Most cases are no step of a bundle: only those that are go on to what takes longer."""
    closed = {event.payload["case"]: event.occurred_at for event in events}
    for step in BundleStep.objects.filter(case_id__in=closed).order_by("id"):
        told = {"case": step.case_id, "step": step.code}
        at = closed[step.case_id]
        publish(event=STEP_CASE_CLOSED, aggregate=step.bundle_id, payload=told, now=at)


@subscribe(STEP_CASE_CLOSED, "bundles.move_on", apart=True)
def move_bundle_on(event: OutboxEvent) -> None:
    """The case of a step closed: the next begin at the moment it closed."""
    follow_case(event.payload["case"], event.occurred_at)
