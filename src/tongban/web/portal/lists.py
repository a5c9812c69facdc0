"""Lines of the portal's lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.api import CaseRow, CaseState
from tongban.web.design.parts import Light, Mood
from tongban.web.present.clock import light_for

_MOODS = {
    CaseState.APPROVED: Mood.GOOD,
    CaseState.CORRECTING: Mood.CARE,
    CaseState.AWAITING_PAYMENT: Mood.CARE,
    CaseState.DENIED: Mood.BAD,
    CaseState.REVOKED: Mood.BAD,
    CaseState.NOT_ACCEPTED: Mood.BAD,
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, with its light worked out."""

    row: CaseRow
    light: Light
    mood: str


def mood_of(state: CaseState) -> str:
    """The tone of a state's tag."""
    return _MOODS.get(state, Mood.PLAIN).value


def case_line(row: CaseRow, now: datetime) -> CaseLine:
    """A line for ``row`` as of ``now``."""
    return CaseLine(row, light_for(row.state, row.light, row.due_at, now), mood_of(row.state))
