"""The door of room parcels."""

from __future__ import annotations

from tongban.parcels.actions.ask_for_post import ask_for_post
from tongban.parcels.actions.follow_parcels import follow_parcel, follow_parcels
from tongban.parcels.actions.send_parcel import send_parcel
from tongban.parcels.adapters.courier_twin import (
    COURIER,
    CourierTwin,
    twin_scans,
    twin_shipment,
)
from tongban.parcels.domain.way import ParcelState, Report
from tongban.parcels.events import (
    PARCEL_ASKED,
    PARCEL_DELIVERED,
    PARCEL_HANDED_OVER,
    PARCEL_MOVED,
    PARCEL_RETURNED,
)
from tongban.parcels.ports import (
    Addressee,
    Courier,
    CourierUnreachable,
    connect_courier,
    courier_named,
)
from tongban.parcels.queries import parcels_of_case
from tongban.parcels.refusals import (
    AddressNotComplete,
    NotYourParcel,
    ParcelNotFound,
    PostNotPossible,
)
from tongban.parcels.views import ParcelView

__all__ = [
    "COURIER",
    "PARCEL_ASKED",
    "PARCEL_DELIVERED",
    "PARCEL_HANDED_OVER",
    "PARCEL_MOVED",
    "PARCEL_RETURNED",
    "AddressNotComplete",
    "Addressee",
    "Courier",
    "CourierTwin",
    "CourierUnreachable",
    "NotYourParcel",
    "ParcelNotFound",
    "ParcelState",
    "ParcelView",
    "PostNotPossible",
    "Report",
    "ask_for_post",
    "connect_courier",
    "courier_named",
    "follow_parcel",
    "follow_parcels",
    "parcels_of_case",
    "send_parcel",
    "twin_scans",
    "twin_shipment",
]
