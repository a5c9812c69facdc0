"""Publish what a release defines as versions: what changed becomes a new one, the rest stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.content.domain.shelf import ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record


def publish_versions(
    table: type[Any],
    definitions: Iterable[tuple[str, Any]],
    *,
    kind: str,
    about: str,
    actor: Actor,
    release: ReleaseView,
    now: datetime,
) -> None:
    """Store a new version of every definition that is not its code's latest, in one transaction.

    ``table`` is a room's own, with ``code``, ``version``, ``digest``, ``definition``,
    ``release_id`` and ``published_at``; ``definitions`` gives codes with their JSON, and is read
    inside the transaction. Each new version has a leaf of ``kind`` about ``about:code`` with its
    digest.
    """
    with transaction.atomic():
        for code, definition in definitions:
            digest = digest_of(definition)
            latest = table.objects.filter(code=code).order_by("-version").first()
            if latest is not None and latest.digest == digest:
                continue
            version = latest.version + 1 if latest else 1
            table.objects.create(
                code=code,
                version=version,
                digest=digest,
                definition=definition,
                release_id=release.id,
                published_at=now,
            )
            facts = {"code": code, "version": version, "digest": digest, "release": release.id}
            record(kind=kind, about=f"{about}:{code}", facts=facts, actor=actor, now=now)
