"""Publish the plans of inspection of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.agencies.api import agency_by_short
from tongban.content.api import Entry, ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record
from tongban.supervision.models import OversightPlan


def publish_plans(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every plan that changed, with one evidence leaf; the rest stay."""
    with transaction.atomic():
        for entry in entries:
            _publish(actor, entry.model, release, now)


def _publish(actor: Actor, model: Any, release: ReleaseView, now: datetime) -> None:
    definition = {
        "name": model.name.to_mapping(),
        "items": list(model.items),
        "supervisor": agency_by_short(model.supervisor).code,
        "count": model.count,
        "each": model.each,
        "article": str(model.article),
    }
    digest = digest_of(definition)
    latest = OversightPlan.objects.filter(code=model.code).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return
    version = latest.version + 1 if latest else 1
    OversightPlan.objects.create(
        code=model.code,
        version=version,
        digest=digest,
        definition=definition,
        release_id=release.id,
        published_at=now,
    )
    record(
        kind="supervision.plan-published",
        about=f"oversight-plan:{model.code}",
        facts={"code": model.code, "version": version, "digest": digest, "release": release.id},
        actor=actor,
        now=now,
    )
