"""The door of the room: the only module outsiders import."""

from __future__ import annotations

from tongban.jobs.actions.drain import drain
from tongban.jobs.actions.publish import (
    PayloadCarriesPersonalData,
    publish,
    publish_all,
    published_together,
)
from tongban.jobs.actions.publish_recorded import publish_recorded
from tongban.jobs.actions.relay_outbox import relay_outbox
from tongban.jobs.actions.rescue import rescue_stalled
from tongban.jobs.actions.retry_parked import DeliveryNotParked, retry_parked
from tongban.jobs.domain.events import OutboxEvent
from tongban.jobs.domain.retries import TryAgainLater
from tongban.jobs.domain.schedule import periodic
from tongban.jobs.domain.subscriptions import subscribe, subscribe_many
from tongban.jobs.policies import NotAnOperator
from tongban.jobs.queries import (
    OutboxLag,
    ParkedDeliveryView,
    is_delivered,
    outbox_lag,
    parked_deliveries,
    worker_ready,
)
from tongban.jobs.worker import run_worker

__all__ = [
    "DeliveryNotParked",
    "NotAnOperator",
    "OutboxEvent",
    "OutboxLag",
    "ParkedDeliveryView",
    "PayloadCarriesPersonalData",
    "TryAgainLater",
    "drain",
    "is_delivered",
    "outbox_lag",
    "parked_deliveries",
    "periodic",
    "publish",
    "publish_all",
    "publish_recorded",
    "published_together",
    "relay_outbox",
    "rescue_stalled",
    "retry_parked",
    "run_worker",
    "subscribe",
    "subscribe_many",
    "worker_ready",
]
