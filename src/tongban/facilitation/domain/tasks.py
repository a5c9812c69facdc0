"""The list of tasks of a project 任务清单: what is next, whose move it is, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from tongban.kernel.text import Text


class Turn(IntEnum):
    """Whose move it is, the most pressing first."""

    FIRM = 0
    OFFICE = 1
    LATER = 2

    @property
    def label(self) -> Text:
        """In words."""
        return _TURNS[self]


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is known of one step of the graph: ``after`` names the steps it still waits for."""

    code: str
    name: Text
    agency_name: Text
    state: Text
    running: bool
    over: bool
    needs_firm: bool
    due_at: datetime | None
    case_id: str | None
    case_number: str | None
    wave: int


@dataclass(frozen=True, slots=True)
class ProjectTask:
    """One line of the list; ``due_at``: until when its own case is promised, or taken in."""

    step: str
    name: Text
    agency_name: Text
    state: Text
    turn: Turn
    due_at: datetime | None
    late: bool
    case_id: str | None
    case_number: str | None


def tasks_of(steps: Iterable[StepFacts], now: datetime) -> tuple[ProjectTask, ...]:
    """What is not over yet: the firm's moves first, then the offices' by due date, then the rest in
    the order in which it can begin."""
    left = [one for one in steps if not one.over]
    left.sort(key=lambda one: (_turn(one), _due(one), one.wave, one.code))
    return tuple(
        ProjectTask(
            step=one.code,
            name=one.name,
            agency_name=one.agency_name,
            state=one.state,
            turn=_turn(one),
            due_at=one.due_at if one.running else None,
            late=one.running and one.due_at is not None and one.due_at < now,
            case_id=one.case_id,
            case_number=one.case_number,
        )
        for one in left
    )


def _turn(step: StepFacts) -> Turn:
    if step.needs_firm:
        return Turn.FIRM
    return Turn.OFFICE if step.running else Turn.LATER


def _due(step: StepFacts) -> float:
    return step.due_at.timestamp() if step.running and step.due_at else float("inf")


_TURNS = {
    Turn.FIRM: Text.of("等企业", "The firm's move"),
    Turn.OFFICE: Text.of("机关办理中", "With the office"),
    Turn.LATER: Text.of("前一步办结后自动开始", "Begins by itself after the step before"),
}
