"""Shelf ``agencies`` of a content pack."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.actions.publish_agencies import publish_agencies
from tongban.agencies.schema import NAME, AgencyEntry, check_agencies
from tongban.content.api import Entry, ReleaseView, Shelf
from tongban.kernel.actor import Actor


def publish_entries(
    *, actor: Actor, entries: tuple[Entry[AgencyEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the shelf's entries into the directory."""
    models = [entry.model for entry in entries]
    publish_agencies(actor=actor, entries=models, release=release.id, now=now)


SHELVES = (Shelf(NAME, AgencyEntry, check=check_agencies, publish=publish_entries, key="short"),)
