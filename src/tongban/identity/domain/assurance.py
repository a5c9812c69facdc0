"""Trust levels 可信身份等级 and what other platforms call them: a table, not code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tongban.identity.views import AssuranceLevel
from tongban.kernel.actor import Assurance
from tongban.kernel.text import Text


def read_levels(table: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[AssuranceLevel, ...]:
    """The levels of ``data/assurance.json``, lowest first."""
    levels = (
        AssuranceLevel(
            level=Assurance(row["level"]),
            name=Text.from_mapping(row["name"]),
            requirement=Text.from_mapping(row["requirement"]),
            reason=Text.from_mapping(row["reason"]),
            elsewhere=tuple(sorted(row["elsewhere"].items())),
        )
        for row in table["levels"]
    )
    return tuple(sorted(levels, key=lambda entry: entry.level))


def translate(levels: Sequence[AssuranceLevel], profile: str, code: str) -> Assurance:
    """Our level for another platform's code; ``NONE`` when the table does not know it.

    An unknown code grants nothing: trust is never guessed upwards.
    """
    for entry in levels:
        if (profile, code) in entry.elsewhere:
            return entry.level
    return Assurance.NONE
