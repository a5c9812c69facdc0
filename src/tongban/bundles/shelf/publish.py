"""Publishes bundles: a new version of each that changed; running ones stay on theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.bundles.domain.stored import bundle_to_json
from tongban.bundles.models import BundleVersion
from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record


def publish_bundles(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store what changed; one evidence leaf per new version holds its digest."""
    with transaction.atomic():
        for entry in entries:
            _publish(actor, entry, release, now)


def _publish(actor: Actor, entry: Entry[Any], release: ReleaseView, now: datetime) -> None:
    definition = bundle_to_json(entry.model.bundle())
    digest = digest_of(definition)
    latest = BundleVersion.objects.filter(code=entry.key).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return
    version = latest.version + 1 if latest else 1
    BundleVersion.objects.create(
        code=entry.key,
        version=version,
        digest=digest,
        definition=definition,
        release_id=release.id,
        published_at=now,
    )
    record(
        kind="bundles.published",
        about=f"bundle:{entry.key}",
        facts={"code": entry.key, "version": version, "digest": digest, "release": release.id},
        actor=actor,
        now=now,
    )
