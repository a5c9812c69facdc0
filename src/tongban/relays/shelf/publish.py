"""Publishes how items are to be had from elsewhere: a new version of each that changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor
from tongban.relays.domain.offer import offer_to_json
from tongban.relays.models import RelayOffer


def publish_relays(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store what changed; one evidence leaf per new version holds its digest."""
    publish_versions(
        RelayOffer,
        ((entry.key, offer_to_json(entry.model.offer())) for entry in entries),
        kind="relays.published",
        about="relay",
        actor=actor,
        release=release,
        now=now,
    )
