"""Shelf ``resources`` of a content pack: the catalogue of data resources 政务数据目录."""

from __future__ import annotations

from datetime import datetime

from tongban.content.api import Entry, ReleaseView, Shelf
from tongban.exchange.actions.publish_resources import publish_resources
from tongban.exchange.schema import RESOURCES, ResourceEntry, check_resources
from tongban.kernel.actor import Actor


def publish_resource_entries(
    *, actor: Actor, entries: tuple[Entry[ResourceEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the resources of the release; what left the pack is withdrawn."""
    models = [entry.model for entry in entries]
    publish_resources(actor=actor, entries=models, release=release.id, now=now)


SHELVES = (
    Shelf(RESOURCES, ResourceEntry, check=check_resources, publish=publish_resource_entries),
)
