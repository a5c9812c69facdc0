"""What this room does when a case closes."""

from __future__ import annotations

from tongban.bundles.actions.follow_case import follow_case
from tongban.jobs.api import OutboxEvent, subscribe


@subscribe("CaseDecided", "bundles.step_decided")
@subscribe("CaseWithdrawn", "bundles.step_withdrawn")
@subscribe("AcceptanceRefused", "bundles.step_not_accepted")
def move_bundle_on(event: OutboxEvent) -> None:
    """A closed case may be a step of a bundle: the next begin at the moment it closed."""
    follow_case(event.payload["case"], event.occurred_at)
