"""What outsiders see of a parcel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.parcels.domain.way import ParcelState, Report
from tongban.parcels.ports import Addressee


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel and its way. ``to`` is whole for the applicant, masked for officers, None once
    forgotten; ``waybill`` empty until it was given to the courier."""

    id: str
    case_id: str
    state: ParcelState
    courier: str
    waybill: str
    to: Addressee | None
    steps: tuple[Report, ...]
    asked_at: datetime
    handed_over_at: datetime | None
    ended_at: datetime | None
