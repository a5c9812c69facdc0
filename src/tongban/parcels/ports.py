"""What a courier must be able to do; filled in wiring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tongban.parcels.domain.way import Report


class CourierUnreachable(RuntimeError):
    """The courier does not answer, or refuses this parcel; tried again later."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a parcel goes."""

    name: str
    phone: str
    address: str


class Courier(Protocol):
    """A courier company 寄递企业. Every call may come twice; the parcel's id makes it one."""

    name: str

    def take(self, parcel_id: str, to: Addressee, now: datetime) -> str:
        """Take the parcel on; its waybill number 运单号. CourierUnreachable."""
        ...

    def track(self, waybill: str) -> Sequence[Report]:
        """Everything known of its way so far. CourierUnreachable."""
        ...


_couriers: dict[str, Courier] = {}


def connect_courier(courier: Courier) -> None:
    """While wiring: this courier can be sent with."""
    _couriers[courier.name] = courier


def courier_named(name: str) -> Courier:
    """The courier; CourierUnreachable when it is not connected."""
    if name not in _couriers:
        raise CourierUnreachable(name)
    return _couriers[name]
