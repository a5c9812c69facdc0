"""How items are to be had from elsewhere, as published last."""

from __future__ import annotations

from tongban.content.api import standing
from tongban.relays.domain.offer import Offer, offer_from_json
from tongban.relays.models import RelayOffer


@standing
def current_offers() -> tuple[Offer, ...]:
    """The latest version of every offer, by code."""
    latest = RelayOffer.objects.order_by("code", "-version").distinct("code")
    return tuple(offer_from_json(row.code, row.definition) for row in latest)


def relay_offer(item_code: str) -> Offer | None:
    """The ways 全程网办, 异地代收代办, 多地联办 an item offers; None when none is published.

    Public. Source: the shelf ``relays`` of the pack.
    """
    return next((one for one in current_offers() if one.item_code == item_code), None)
