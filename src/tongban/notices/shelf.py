"""The shelf ``notices`` of a content pack: the rules of messages in this jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from pydantic import Field

from tongban.content.api import (
    Entry,
    EntryCode,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.kernel.text import Text
from tongban.notices.models import RulesVersion


class RulesFile(PackModel):
    """Hours in which nobody is disturbed, and how long messages are kept.

    ``quiet_from`` to ``quiet_until`` on the clock of the place (``"21:00"``), for every channel
    but the inbox; ``keep_days`` and, for documents, ``keep_document_days`` before deletion.
    """

    code: EntryCode
    quiet_from: time
    quiet_until: time
    keep_days: int = Field(ge=30, le=3660)
    keep_document_days: int = Field(ge=180, le=3660)


def check_rules(entries: tuple[Entry[RulesFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """A jurisdiction has one set of rules."""
    del pack
    for entry in entries[1:]:
        yield entry.problem(
            "notices.rules_twice",
            Text.of("消息规则写了不止一份。", "There is more than one set of rules."),
            Text.of("只留一份。", "Leave one."),
            "code",
        )


SHELVES = (
    Shelf(
        name="notices",
        schema=RulesFile,
        check=check_rules,
        publish=versions_in(RulesVersion, kind="notices.rules-published", about="notice-rules"),
    ),
)
