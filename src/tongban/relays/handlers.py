"""What this room does when a case closes or something was sent, and again and again."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.jobs.api import OutboxEvent, periodic, publish, subscribe, subscribe_many
from tongban.relays.actions.follow import end_when_closed, follow_originals, order_courier
from tongban.relays.events import RELAY_CASE_CLOSED, RELAY_SENT
from tongban.relays.models import Relay

periodic("relays.follow_originals", 60.0)(follow_originals)


@subscribe_many("CaseDecided", "relays.case_decided")
@subscribe_many("CaseWithdrawn", "relays.case_withdrawn")
@subscribe_many("AcceptanceRefused", "relays.case_not_accepted")
def note_closed_cases(events: Sequence[OutboxEvent]) -> None:
    """Most cases were never handed in elsewhere: only those that were go on."""
    closed = {event.payload["case"]: event.occurred_at for event in events}
    for row in Relay.objects.filter(case_id__in=closed, ended_at=None).order_by("id"):
        told = {"relay": row.id, "case": row.case_id}
        publish(event=RELAY_CASE_CLOSED, aggregate=row.id, payload=told, now=closed[row.case_id])


@subscribe(RELAY_CASE_CLOSED, "relays.end_when_closed")
def on_case_closed(event: OutboxEvent) -> None:
    """End the duty where nothing is to be brought back."""
    end_when_closed(event.payload["case"], event.occurred_at)


@subscribe(RELAY_SENT, "relays.order_courier")
def on_sent(event: OutboxEvent) -> None:
    """Originals that go with it are ordered at the courier's."""
    order_courier(event.payload["relay"], int(event.payload["leg"]), event.occurred_at)
