"""The clocks of a case: their colour, their ends, and when they stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class Light(Enum):
    """Colour of the promise clock: yellow when ≤ 20 % or one working day is left, red overdue."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


AWAITING_PROMISED = "awaiting-promised"


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """The clock stands still from start to end: a special procedure 特别程序, or a wait.

    Of ``kind`` ``awaiting-promised`` the applicant brings what they promised 容缺补交.
    """

    kind: str
    name: Text
    article: ArticleRef | None
    planned: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clocks of a case as of the moment it was read, all instants in UTC.

    ``tell_by`` is the end of the five working days to name defects (None once past that step);
    ``due_at`` the promised end, ``statutory_due_at`` the end by law, both with pauses added;
    ``deliver_by`` until when a granted result is handed over, None once it is (``delivered_at``).
    """

    light: Light
    due_at: datetime | None
    statutory_due_at: datetime | None
    tell_by: datetime | None
    paused: bool
    spans: tuple[PauseSpan, ...]
    deliver_by: datetime | None = None
    delivered_at: datetime | None = None
