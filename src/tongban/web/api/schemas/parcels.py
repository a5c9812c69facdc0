"""Parcels in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, In, Out


class AddresseeIn(In):
    """Where a result goes."""

    name: Annotated[str, Field(max_length=60)]
    phone: Annotated[str, Field(max_length=20)]
    address: Annotated[str, Field(max_length=200)]


class AddresseeOut(Out):
    """Whole for the applicant, masked for officers."""

    name: str
    phone: str
    address: str


class ReportOut(Out):
    """A step of its way, by the courier's own count."""

    seq: int
    state: Code
    at: datetime


class ParcelOut(Out):
    """A result on its way by post; `waybill` empty until it was given to the courier."""

    id: str
    case_id: str
    state: Code
    courier: str
    waybill: str
    to: AddresseeOut | None
    steps: list[ReportOut]
    asked_at: datetime
    handed_over_at: datetime | None
    ended_at: datetime | None
