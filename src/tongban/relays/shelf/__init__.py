"""The shelf ``relays`` of a content pack: how an item is to be had from elsewhere 跨省通办."""

from __future__ import annotations

from tongban.content.api import Shelf
from tongban.relays.shelf.check import check_relays
from tongban.relays.shelf.publish import publish_relays
from tongban.relays.shelf.schema import RelayFile

SHELVES = (Shelf(name="relays", schema=RelayFile, check=check_relays, publish=publish_relays),)
