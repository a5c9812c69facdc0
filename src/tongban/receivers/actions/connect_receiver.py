"""Connect a receiver: from now on it is told of these events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tongban.jobs.api import OutboxEvent, subscribe
from tongban.receivers.domain import Message


class Receiver(Protocol):
    """Whoever takes messages; the same ``key`` again must have no second effect."""

    def push(self, message: Message) -> None:
        """Take the message, durably, before returning. Raises TryAgainLater when away."""
        ...


def connect_receiver(*, name: str, receiver: Receiver, events: Iterable[str]) -> None:
    """Tell ``receiver`` of ``events`` (names as in the outbox); called while wiring.

    ``name`` never changes: what a receiver was told is remembered under it. Each event comes at
    least once with its event id as the key, those of one aggregate in their order; while the
    receiver is away they wait, however long. ValueError when the name is another receiver's.
    """

    def push(event: OutboxEvent) -> None:
        receiver.push(
            Message(
                key=event.event_id,
                event=event.event,
                about=event.aggregate,
                sequence=event.sequence,
                payload=event.payload,
                occurred_at=event.occurred_at,
            )
        )

    for event_name in events:
        subscribe(event_name, f"receivers.{name}")(push)
