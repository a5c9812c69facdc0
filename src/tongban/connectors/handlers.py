"""Work that repeats in this room, and what it does when a case begins, changes or closes."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.connectors.actions.begin_referral import begin_referral
from tongban.connectors.actions.follow_case import (
    follow_closing,
    follow_correction,
    follow_withdrawal,
    referred_among,
)
from tongban.connectors.actions.keep_going import keep_going
from tongban.content.api import one_look
from tongban.jobs.api import OutboxEvent, periodic, subscribe, subscribe_many

periodic("connectors.keep_going", 2.0)(keep_going)


@subscribe_many("CaseSubmitted", "connectors.begin_referral")
@one_look()
def on_cases_submitted(events: Sequence[OutboxEvent]) -> None:
    """Most items are connected to nothing: that is known without asking a table of this room."""
    for event in events:
        told = event.payload
        begin_referral(
            case_id=told["case"], case_number=told["number"], item_code=told["item"],
            region=told["region"], subject_id=told["subject"], now=event.occurred_at,
        )  # fmt: skip


@subscribe("CorrectionSupplied", "connectors.send_supplement", swift=True)
def on_correction_supplied(event: OutboxEvent) -> None:
    """The other side gets what was put right."""
    follow_correction(event.payload["case"], event.occurred_at)


@subscribe("CaseWithdrawn", "connectors.send_withdrawal", swift=True)
def on_case_withdrawn(event: OutboxEvent) -> None:
    """The other side is told, unless it knows of nothing yet."""
    follow_withdrawal(event.payload["case"], event.occurred_at)


@subscribe_many("CaseDecided", "connectors.note_decided")
@subscribe_many("AcceptanceRefused", "connectors.note_not_accepted")
def on_cases_closed(events: Sequence[OutboxEvent]) -> None:
    """What a step of the system decided has ended its referral already."""
    closed = {event.payload["case"]: event.occurred_at for event in events}
    for case_id in referred_among(closed):
        follow_closing(case_id, closed[case_id])
