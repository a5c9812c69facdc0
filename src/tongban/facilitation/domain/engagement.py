"""An engagement 代办: asked for by a firm, taken by a facilitator, closed with a rating."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text

STARS = range(1, 6)
"""What a firm may give: one to five."""


class EngagementState(Enum):
    """Where an engagement stands. ``CLOSED`` is the end."""

    ASKED = "engagement-state/asked"
    UNDER_WAY = "engagement-state/under-way"
    CLOSED = "engagement-state/closed"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]


class NoteKind(Enum):
    """What a facilitator left: a note for the firm, or a reminder of a step."""

    NOTE = "note"
    REMINDER = "reminder"


_STATES = {
    EngagementState.ASKED: Text.of("等待安排代办员", "A facilitator is being found"),
    EngagementState.UNDER_WAY: Text.of("代办员正在协助", "A facilitator is helping"),
    EngagementState.CLOSED: Text.of("代办已结束", "Ended"),
}
