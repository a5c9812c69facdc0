"""Publish the certificate types of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.certificates.models import CertificateType
from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor


def publish_types(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every type whose definition changed; unchanged ones stay."""
    publish_versions(
        CertificateType,
        ((entry.key, entry.model.canonical()) for entry in entries),
        kind="certificates.type-published",
        about="certificate-type",
        actor=actor,
        release=release,
        now=now,
    )
