"""The way of a parcel 寄递轨迹: reports in any order, any number of times, one state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class ParcelState(Enum):
    """Where a parcel is. The last two are the end."""

    ASKED = "parcel-state/asked"
    HANDED_OVER = "parcel-state/handed-over"
    COLLECTED = "parcel-state/collected"
    UNDER_WAY = "parcel-state/under-way"
    OUT_FOR_DELIVERY = "parcel-state/out-for-delivery"
    DELIVERED = "parcel-state/delivered"
    RETURNED = "parcel-state/returned"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing follows."""
        return self in (ParcelState.DELIVERED, ParcelState.RETURNED)


_LABELS = {
    ParcelState.ASKED: Text.of("等待寄出", "Waiting to be sent"),
    ParcelState.HANDED_OVER: Text.of("已交快递，等待揽收", "Given to the courier"),
    ParcelState.COLLECTED: Text.of("已揽收", "Collected by the courier"),
    ParcelState.UNDER_WAY: Text.of("运输中", "Under way"),
    ParcelState.OUT_FOR_DELIVERY: Text.of("派送中", "Out for delivery"),
    ParcelState.DELIVERED: Text.of("已签收", "Delivered"),
    ParcelState.RETURNED: Text.of("退回寄件机关", "Returned to the office"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a courier says of a parcel; ``seq`` is the courier's own count, from 1."""

    seq: int
    state: ParcelState
    at: datetime


def news(known: Iterable[int], reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports not heard before, by the courier's count; each once."""
    heard = set(known)
    fresh = {one.seq: one for one in reports if one.seq not in heard}
    return tuple(fresh[seq] for seq in sorted(fresh))


def standing(state: ParcelState, last: int, report: Report) -> tuple[ParcelState, int]:
    """State and newest count after one more report: an older one does not take a parcel back.

    What is over stays over: a courier's later word about a delivered parcel changes nothing.
    """
    if state.is_over or report.seq <= last:
        return state, max(last, report.seq)
    return report.state, report.seq
