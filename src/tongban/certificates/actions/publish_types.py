"""Publish the certificate types of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.certificates.models import CertificateType
from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record


def publish_types(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every type whose definition changed; unchanged ones stay."""
    with transaction.atomic():
        for entry in entries:
            _publish(actor, entry, release, now)


def _publish(actor: Actor, entry: Entry[Any], release: ReleaseView, now: datetime) -> None:
    definition = entry.model.canonical()
    digest = digest_of(definition)
    latest = CertificateType.objects.filter(code=entry.key).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return
    version = latest.version + 1 if latest else 1
    CertificateType.objects.create(
        code=entry.key,
        version=version,
        digest=digest,
        definition=definition,
        release_id=release.id,
        published_at=now,
    )
    record(
        kind="certificates.type-published",
        about=f"certificate-type:{entry.key}",
        facts={"code": entry.key, "version": version, "digest": digest, "release": release.id},
        actor=actor,
        now=now,
    )
