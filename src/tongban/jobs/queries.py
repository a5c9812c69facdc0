"""What can be asked of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tongban.jobs.models import DeliveryReceipt, OutboxRow, ParkedDelivery, WorkerBeat
from tongban.jobs.policies import require_operator
from tongban.kernel.actor import Actor

BEAT_VALID_FOR = timedelta(seconds=10)
_PARKED_SHOWN = 500


@dataclass(frozen=True, slots=True)
class OutboxLag:
    """How far behind the relay is: events waiting, and the age in seconds of the oldest."""

    waiting: int
    oldest_age_s: float
    parked: int


@dataclass(frozen=True, slots=True)
class ParkedDeliveryView:
    """A delivery a person must look at; ``fault`` is the exception type's name."""

    event_id: str
    handler: str
    attempts: int
    fault: str
    parked_at: datetime


def worker_ready(now: datetime) -> bool:
    """Whether some worker gave a sign of life within the last ten seconds."""
    return WorkerBeat.objects.filter(beat_at__gt=now - BEAT_VALID_FOR).exists()


def outbox_lag(now: datetime) -> OutboxLag:
    """Waiting and parked deliveries, for metrics and health pages; holds nothing personal."""
    waiting = OutboxRow.objects.filter(relayed_at__isnull=True)
    oldest = waiting.order_by("id").first()
    age_s = (now - oldest.occurred_at).total_seconds() if oldest else 0.0
    return OutboxLag(waiting.count(), max(age_s, 0.0), ParkedDelivery.objects.count())


def parked_deliveries(actor: Actor) -> tuple[ParkedDeliveryView, ...]:
    """Parked deliveries, oldest first, at most 500; for operators and the platform itself.

    Refused with NotAnOperator otherwise.
    """
    require_operator(actor)
    return tuple(
        ParkedDeliveryView(row.event_id, row.handler, row.attempts, row.fault, row.parked_at)
        for row in ParkedDelivery.objects.order_by("parked_at", "id")[:_PARKED_SHOWN]
    )


def is_delivered(event_id: str, handler_name: str) -> bool:
    """Whether ``handler_name``'s effect for the event is committed."""
    return DeliveryReceipt.objects.filter(event_id=event_id, handler=handler_name).exists()
