"""Publish the plans of inspection of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.agencies.api import agency_by_short
from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor
from tongban.supervision.models import OversightPlan


def publish_plans(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every plan that changed, with one evidence leaf; the rest stay."""
    publish_versions(
        OversightPlan,
        ((entry.model.code, _definition(entry.model)) for entry in entries),
        kind="supervision.plan-published",
        about="oversight-plan",
        actor=actor,
        release=release,
        now=now,
    )


def _definition(model: Any) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "items": list(model.items),
        "supervisor": agency_by_short(model.supervisor).code,
        "count": model.count,
        "each": model.each,
        "article": str(model.article),
    }
