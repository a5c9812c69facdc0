"""Publishes connectors: a new version of each that changed; running cases stay on theirs."""

from __future__ import annotations

from datetime import datetime

from tongban.connectors.models import ConnectorVersion
from tongban.connectors.shelf.schema import ConnectorFile
from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor


def publish_connectors(
    *,
    actor: Actor,
    entries: tuple[Entry[ConnectorFile], ...],
    release: ReleaseView,
    now: datetime,
) -> None:
    """Store what changed; one evidence leaf per new version holds its digest."""
    publish_versions(
        ConnectorVersion,
        ((entry.key, entry.model.model_dump(mode="json")) for entry in entries),
        kind="connectors.published",
        about="connector",
        actor=actor,
        release=release,
        now=now,
    )
