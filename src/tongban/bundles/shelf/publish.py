"""Publishes bundles: a new version of each that changed; running ones stay on theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.bundles.domain.stored import bundle_to_json
from tongban.bundles.models import BundleVersion
from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor


def publish_bundles(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store what changed; one evidence leaf per new version holds its digest."""
    publish_versions(
        BundleVersion,
        ((entry.key, bundle_to_json(entry.model.bundle())) for entry in entries),
        kind="bundles.published",
        about="bundle",
        actor=actor,
        release=release,
        now=now,
    )
