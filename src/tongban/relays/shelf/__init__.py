"""The shelf ``relays`` of a content pack: how an item is to be had from elsewhere 跨省通办."""

from __future__ import annotations

from typing import Any

from tongban.content.api import Shelf, versions_in
from tongban.relays.domain.offer import offer_to_json
from tongban.relays.models import RelayOffer
from tongban.relays.shelf.check import check_relays
from tongban.relays.shelf.schema import RelayFile


def _definition(model: RelayFile) -> dict[str, Any]:
    return offer_to_json(model.offer())


SHELVES = (
    Shelf(
        name="relays",
        schema=RelayFile,
        check=check_relays,
        publish=versions_in(
            RelayOffer, kind="relays.published", about="relay", definition=_definition
        ),
    ),
)
