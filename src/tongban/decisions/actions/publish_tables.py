"""Publish the decision tables of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView, publish_versions
from tongban.decisions.models import DecisionTable
from tongban.elements.api import element
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def publish_tables(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Store a new version of every table whose definition changed; unchanged ones stay.

    One evidence leaf per new version holds its digest.
    """
    publish_versions(
        DecisionTable,
        ((entry.key, entry.model.canonical(_labels(entry))) for entry in entries),
        kind="decisions.table-published",
        about="decision-table",
        actor=actor,
        release=release,
        now=now,
    )


def _labels(entry: Entry[Any]) -> dict[str, Text]:
    return {given.element: element(given.element).name for given in entry.model.inputs}
