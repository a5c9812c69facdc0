"""A decided case opens an encounter to rate."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.feedback.encounters import encounter_of_case, open_all
from tongban.jobs.api import OutboxEvent, subscribe_many


@subscribe_many("CaseDecided", "feedback.open_encounter")
def on_cases_decided(events: Sequence[OutboxEvent]) -> None:
    """Open the encounters; harmless where one is open already."""
    open_all(
        encounter_of_case(
            case_id=event.payload["case"],
            subject_id=event.payload["subject"],
            item_code=event.payload["item"],
            agency_code=event.payload["agency"],
            region=event.payload["region"],
            now=event.occurred_at,
        )
        for event in events
    )
