"""A decided case opens an encounter to rate."""

from __future__ import annotations

from tongban.feedback.encounters import open_for_case
from tongban.jobs.api import OutboxEvent, subscribe


@subscribe("CaseDecided", "feedback.open_encounter", swift=True)
def on_case_decided(event: OutboxEvent) -> None:
    """Open the encounter; harmless when it is open already."""
    open_for_case(
        case_id=event.payload["case"],
        subject_id=event.payload["subject"],
        item_code=event.payload["item"],
        agency_code=event.payload["agency"],
        region=event.payload["region"],
        now=event.occurred_at,
    )
