"""What an entry of the shelf ``relays`` says: which of the three ways an item offers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tongban.content.api import EntryCode, PackModel, SpanText
from tongban.relays.domain.offer import Collecting, JointStep, Offer

Region = Annotated[str, Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")]


class CollectedEntry(PackModel):
    """异地代收代办: the places that collect, and how long it may be on its way."""

    places: list[EntryCode] = Field(min_length=1, max_length=500)
    transit: SpanText


class JointEntry(PackModel):
    """多地联办: a step of the item's flow and the region whose body takes it."""

    step: EntryCode
    region: Region


class RelayFile(PackModel):
    """How one item is to be had from elsewhere: ``relays/<code>.yaml``."""

    code: EntryCode
    item: str
    online: bool = False
    collected: CollectedEntry | None = None
    joint: list[JointEntry] = Field(default_factory=list, max_length=100)

    def offer(self) -> Offer:
        """As a value of the domain."""
        collected = self.collected
        return Offer(
            code=self.code,
            item_code=self.item,
            online=self.online,
            collecting=(
                Collecting(tuple(collected.places), collected.transit) if collected else None
            ),
            joint=tuple(JointStep(one.step, one.region) for one in self.joint),
        )
