"""Publish the rules of monitoring of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.kernel.actor import Actor
from tongban.monitoring.models import RuleVersion


def publish_rules(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every rule that changed, with one evidence leaf; the rest stay."""
    publish_versions(
        RuleVersion,
        ((entry.model.code, _definition(entry.model)) for entry in entries),
        kind="monitoring.rule-published",
        about="monitoring-rule",
        actor=actor,
        release=release,
        now=now,
    )


def _definition(model: Any) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "sign": model.sign.value,
        "level": model.level.value,
        "to": model.to.value,
        "article": str(model.article),
        "todo": model.todo.to_mapping(),
        "answer_days": model.answer_days,
        "most": model.most,
        "days": model.days,
    }
