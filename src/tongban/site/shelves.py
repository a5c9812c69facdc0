"""Put up the shelves of every room, bottom room first."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from tongban.content.api import register_shelf
from tongban.site.rooms import built_rooms


def put_up_shelves() -> None:
    """Register ``SHELVES`` of each room's ``shelf.py`` in room order; calling twice is harmless."""
    for room in built_rooms():
        name = f"tongban.{room}.shelf"
        if find_spec(name) is None:
            continue
        for shelf in getattr(import_module(name), "SHELVES", ()):
            register_shelf(shelf)
