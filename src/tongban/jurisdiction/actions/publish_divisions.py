"""publish_divisions: the divisions of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView
from tongban.jurisdiction.actions.put_divisions import put_divisions
from tongban.jurisdiction.domain.history import Succession
from tongban.jurisdiction.domain.records import DivisionRecord
from tongban.jurisdiction.schema import DivisionEntry
from tongban.kernel.actor import Actor


def publish_divisions(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the divisions of a release with their whole history; a repeat changes nothing."""
    models: list[DivisionEntry] = [entry.model for entry in entries]
    put_divisions(
        actor=actor,
        records=[record for model in models for record in _records(model)],
        successions=[step for model in models for step in _successions(model)],
        source=f"pack:{release.pack}",
        now=now,
    )


def _records(model: DivisionEntry) -> list[DivisionRecord]:
    return [
        DivisionRecord(
            code=model.code,
            valid_from=period.valid_from,
            valid_until=period.valid_until,
            name=period.name,
            level=period.level,
            parent_code=period.parent or "",
        )
        for period in model.periods()
    ]


def _successions(model: DivisionEntry) -> list[Succession]:
    return [
        Succession(model.code, step.code, step.since, step.partial)
        for period in model.periods()
        for step in period.successors
    ]
