"""What this room does on time and when its own events come round."""

from __future__ import annotations

from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.parcels.actions.follow_parcels import follow_parcels
from tongban.parcels.actions.send_parcel import order_courier
from tongban.parcels.events import PARCEL_HANDED_OVER

periodic("parcels.follow_parcels", 60.0)(follow_parcels)


@subscribe(PARCEL_HANDED_OVER, "parcels.order_courier")
def on_handed_over(event: OutboxEvent) -> None:
    """The courier is ordered."""
    order_courier(event.payload["parcel"], event.occurred_at)
