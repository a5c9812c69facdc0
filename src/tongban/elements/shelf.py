"""Shelves ``sources`` and ``elements`` of a content pack."""

from __future__ import annotations

from datetime import datetime

from tongban.content.api import Entry, ReleaseView, Shelf
from tongban.elements.actions.publish_elements import publish_elements, publish_sources
from tongban.elements.schema import (
    ELEMENTS,
    SOURCES,
    ElementEntry,
    SourceEntry,
    check_elements,
    check_sources,
)
from tongban.kernel.actor import Actor


def publish_source_entries(
    *, actor: Actor, entries: tuple[Entry[SourceEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the shelf ``sources`` into the register."""
    models = [entry.model for entry in entries]
    publish_sources(actor=actor, entries=models, release=release.id, now=now)


def publish_element_entries(
    *, actor: Actor, entries: tuple[Entry[ElementEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the shelf ``elements`` into the register."""
    models = [entry.model for entry in entries]
    publish_elements(actor=actor, entries=models, release=release.id, now=now)


SHELVES = (
    Shelf(SOURCES, SourceEntry, check=check_sources, publish=publish_source_entries),
    Shelf(ELEMENTS, ElementEntry, check=check_elements, publish=publish_element_entries, key="id"),
)
