"""Publish the decision tables of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.content.api import Entry, ReleaseView
from tongban.decisions.models import DecisionTable
from tongban.elements.api import element
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.text import Text
from tongban.ledger.api import record


def publish_tables(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every table whose definition changed; unchanged ones stay.

    One evidence leaf per new version holds its digest.
    """
    with transaction.atomic():
        for entry in entries:
            _publish(actor, entry, release, now)


def _publish(actor: Actor, entry: Entry[Any], release: ReleaseView, now: datetime) -> None:
    definition = entry.model.canonical(_labels(entry))
    digest = digest_of(definition)
    latest = DecisionTable.objects.filter(code=entry.key).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return
    version = latest.version + 1 if latest else 1
    DecisionTable.objects.create(
        code=entry.key,
        version=version,
        digest=digest,
        definition=definition,
        release_id=release.id,
        published_at=now,
    )
    record(
        kind="decisions.table-published",
        about=f"decision-table:{entry.key}",
        facts={"code": entry.key, "version": version, "digest": digest, "release": release.id},
        actor=actor,
        now=now,
    )


def _labels(entry: Entry[Any]) -> dict[str, Text]:
    return {given.element: element(given.element).name for given in entry.model.inputs}
