"""From the shelves into the room."""

from __future__ import annotations

from datetime import datetime

from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.places.actions.publish_places import publish_areas, publish_places
from tongban.places.schema import AreaEntry, PlaceEntry


def publish_area_entries(
    *, actor: Actor, entries: tuple[Entry[AreaEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the outlines of a release."""
    models = [entry.model for entry in entries]
    publish_areas(actor=actor, entries=models, release=release.id, now=now)


def publish_place_entries(
    *, actor: Actor, entries: tuple[Entry[PlaceEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the places of a release."""
    models = [entry.model for entry in entries]
    publish_places(actor=actor, entries=models, release=release.id, now=now)
