"""The demo twin of a courier: its own waybills, its own codes, moved on by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.parcels.domain.way import ParcelState, Report
from tongban.parcels.models import TwinShipment
from tongban.parcels.ports import Addressee, CourierUnreachable

COURIER = "demo-courier"
# What this courier calls the steps of a parcel (its own codes, as another company's would be).
_CODES = {
    "GOT": ParcelState.COLLECTED,
    "TRANSIT": ParcelState.UNDER_WAY,
    "DELIVERING": ParcelState.OUT_FOR_DELIVERY,
    "SIGNED": ParcelState.DELIVERED,
    "RETURN": ParcelState.RETURNED,
}
ROUTE = ("GOT", "TRANSIT", "DELIVERING", "SIGNED")


class CourierTwin:
    """Keeps shipments by the id it was given; keeps no name and no address."""

    name = COURIER

    def take(self, parcel_id: str, to: Addressee, now: datetime) -> str:
        """Take it on, once; the waybill."""
        del to, now
        row, _ = TwinShipment.objects.get_or_create(
            order_no=parcel_id, defaults={"waybill": f"DEMO{parcel_id[-12:].upper()}"}
        )
        return row.waybill

    def track(self, waybill: str) -> Sequence[Report]:
        """Every scan so far."""
        row = TwinShipment.objects.filter(waybill=waybill).order_by("waybill").first()
        if row is None:
            raise CourierUnreachable(waybill)
        return tuple(
            Report(seq, _CODES[code], datetime.fromisoformat(at))
            for seq, (code, at) in enumerate(row.scans, start=1)
        )


def twin_shipment(waybill: str) -> tuple[str, ParcelState] | None:
    """The id a shipment was ordered under, and how far it is; None when there is none."""
    row = TwinShipment.objects.filter(waybill=waybill).order_by("waybill").first()
    if row is None:
        return None
    done = [code for code, _ in row.scans]
    return row.order_no, _CODES[done[-1]] if done else ParcelState.HANDED_OVER


def twin_scans(waybill: str, *, returned: bool, now: datetime) -> bool:
    """The demo's courier scans a parcel once more: the next step, or the way back.

    False when there is no such parcel or its way is over.
    """
    with transaction.atomic():
        rows = TwinShipment.objects.select_for_update().filter(waybill=waybill)
        row = rows.order_by("waybill").first()
        done = [code for code, _ in row.scans] if row else []
        if row is None or (done and _CODES[done[-1]].is_over):
            return False
        code = "RETURN" if returned else ROUTE[len(done)]
        row.scans = [*row.scans, (code, now.isoformat())]
        row.save(update_fields=["scans"])
    return True
