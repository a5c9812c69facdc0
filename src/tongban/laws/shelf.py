"""Shelf ``laws`` of a content pack."""

from __future__ import annotations

from tongban.content.api import Shelf
from tongban.laws.actions.publish_statutes import publish_statutes
from tongban.laws.citations import check_laws
from tongban.laws.schema import StatuteEntry

SHELVES = (
    Shelf(name="laws", schema=StatuteEntry, check=check_laws, publish=publish_statutes, key="code"),
)
