"""The shelves ``areas`` and ``places`` of a content pack: the ground, and what stands on it."""

from __future__ import annotations

from tongban.content.api import Shelf
from tongban.places.schema import AreaEntry, PlaceEntry
from tongban.places.shelf.checks import check_areas, check_places
from tongban.places.shelf.publishing import publish_area_entries, publish_place_entries

SHELVES = (
    Shelf("areas", AreaEntry, check_areas, publish_area_entries, key="region"),
    Shelf("places", PlaceEntry, check_places, publish_place_entries),
)

__all__ = ["SHELVES", "AreaEntry", "PlaceEntry"]
