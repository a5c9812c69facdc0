"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {parcel, case, agency}
PARCEL_ASKED = "parcels.asked"
PARCEL_HANDED_OVER = "parcels.handed_over"
PARCEL_MOVED = "parcels.moved"
PARCEL_DELIVERED = "parcels.delivered"
PARCEL_RETURNED = "parcels.returned"
