"""Shelves ``basic-items``, ``themes``, ``synonyms`` and ``items`` of a content pack."""

from __future__ import annotations

from tongban.catalogue.domain.entries import (
    BasicItemEntry,
    ItemEntry,
    SynonymEntry,
    ThemeEntry,
)
from tongban.catalogue.shelf.check import check_basic_items, check_items
from tongban.catalogue.shelf.publish import (
    publish_basic_items,
    publish_items,
    publish_synonyms,
    publish_themes,
)
from tongban.content.api import Shelf

SHELVES = (
    Shelf("basic-items", BasicItemEntry, check_basic_items, publish_basic_items),
    Shelf("themes", ThemeEntry, publish=publish_themes),
    Shelf("synonyms", SynonymEntry, publish=publish_synonyms),
    Shelf("items", ItemEntry, check_items, publish_items),
)

__all__ = ["SHELVES", "BasicItemEntry", "ItemEntry", "SynonymEntry", "ThemeEntry"]
