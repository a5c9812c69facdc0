"""Which of the three ways of 跨省通办 an item offers, as a pack says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tongban.kernel.calendar import Span
from tongban.kernel.codes.division import covers
from tongban.kernel.text import Text


class Way(Enum):
    """How one applies from elsewhere 跨省通办方式."""

    ONLINE = "relay-way/online"
    COLLECTED = "relay-way/collected"
    JOINT = "relay-way/joint"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]


_LABELS = {
    Way.ONLINE: Text.of("全程网办", "Wholly on line"),
    Way.COLLECTED: Text.of("异地代收代办", "Handed in at a window elsewhere"),
    Way.JOINT: Text.of("多地联办", "Handled by several places together"),
}


@dataclass(frozen=True, slots=True)
class Collecting:
    """Who collects: codes of places, and the time until the home end confirms 转送时限."""

    places: tuple[str, ...]
    transit: Span


@dataclass(frozen=True, slots=True)
class JointStep:
    """One step of the flow, by its code, and the region whose bodies take it."""

    step: str
    region: str


@dataclass(frozen=True, slots=True)
class Offer:
    """How an item is to be had from elsewhere."""

    code: str
    item_code: str
    online: bool = False
    collecting: Collecting | None = None
    joint: tuple[JointStep, ...] = ()

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways it offers."""
        have = {
            Way.ONLINE: self.online,
            Way.COLLECTED: self.collecting is not None,
            Way.JOINT: bool(self.joint),
        }
        return tuple(way for way, offered in have.items() if offered)


# How much of a division code two places must share, by how far an item may be applied for.
_SHARED = {
    "handling-area.nation": 0,
    "handling-area.cross-province": 0,
    "handling-area.cross-city": 2,
    "handling-area.cross-county": 4,
}


def reaches(area: str, region: str, elsewhere: str) -> bool:
    """Whether an item of ``region`` with that 通办范围 may be handed in ``elsewhere``."""
    shared = _SHARED.get(area)
    return shared is not None and region[:shared] == elsewhere[:shared]


def is_elsewhere(region: str, other: str) -> bool:
    """Whether ``other`` is neither within nor around the district of ``region``."""
    return not covers(region[:6], other) and not covers(other, region)


def offer_to_json(offer: Offer) -> dict[str, Any]:
    """As it is kept."""
    collecting = offer.collecting
    return {
        "item": offer.item_code,
        "online": offer.online,
        "places": list(collecting.places) if collecting else [],
        "transit": str(collecting.transit) if collecting else "",
        "joint": [[one.step, one.region] for one in offer.joint],
    }


def offer_from_json(code: str, kept: Mapping[str, Any]) -> Offer:
    """As it was kept."""
    collecting = None
    if kept["places"]:
        collecting = Collecting(tuple(kept["places"]), Span.parse(kept["transit"]))
    joint = tuple(JointStep(step, region) for step, region in kept["joint"])
    return Offer(code, kept["item"], kept["online"], collecting, joint)
