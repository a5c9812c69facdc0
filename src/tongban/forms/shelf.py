"""Shelf ``forms`` of a content pack."""

from __future__ import annotations

from datetime import datetime

from tongban.content.api import Entry, ReleaseView, Shelf
from tongban.forms.actions.publish_forms import publish_forms
from tongban.forms.schema import NAME, FormEntry, check_forms
from tongban.kernel.actor import Actor


def publish_entries(
    *, actor: Actor, entries: tuple[Entry[FormEntry], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the shelf's entries as form versions."""
    models = [entry.model for entry in entries]
    publish_forms(actor=actor, entries=models, release=release.id, now=now)


SHELVES = (Shelf(NAME, FormEntry, check=check_forms, publish=publish_entries),)
