"""publish_code_lists: the code lists of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView
from tongban.jurisdiction.actions.put_code_list import put_code_list
from tongban.jurisdiction.domain.records import CodeRecord
from tongban.jurisdiction.schema import CodeListEntry
from tongban.kernel.actor import Actor


def publish_code_lists(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the code lists of a release; a repeat changes nothing."""
    for entry in entries:
        model: CodeListEntry = entry.model
        put_code_list(
            actor=actor,
            scheme=model.scheme,
            title=model.title,
            records=[
                CodeRecord(item.code, item.name, item.also, item.valid_from, item.valid_until)
                for item in model.entries
            ],
            source=f"pack:{release.pack}",
            now=now,
        )
