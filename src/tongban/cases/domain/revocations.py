"""How a case moves towards having its decision taken back 撤销, and what must not be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tongban.cases.domain.events import Event
from tongban.cases.domain.review_events import ReviewAnswered
from tongban.cases.domain.revocation_events import (
    DecisionRevoked,
    RevocationDropped,
    RevocationProposed,
    StatementMade,
)
from tongban.cases.domain.revocation_terms import Revocation, RevocationGround
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar


def found_wrong(events: Sequence[Event]) -> bool:
    """Whether the last look of a person at what rules decided found it wrong."""
    answers = [event for event in events if isinstance(event, ReviewAnswered)]
    return bool(answers) and not answers[-1].right


def _proposed(status: Status, event: RevocationProposed, calendar: Calendar) -> Revocation:
    del calendar
    if status.revocation is not None:
        raise IllegalStep(status.state, type(event))
    return Revocation(RevocationGround(event.ground), event.articles, event.at)


def _stated(status: Status, event: StatementMade, calendar: Calendar) -> Revocation:
    told = status.revocation
    if told is None or told.stated_at is not None or event.at > told.state_by(calendar):
        raise IllegalStep(status.state, type(event))
    return replace(told, stated_at=event.at)


def _dropped(status: Status, event: RevocationDropped, calendar: Calendar) -> None:
    del calendar
    if status.revocation is None:
        raise IllegalStep(status.state, type(event))


def _revoked(status: Status, event: DecisionRevoked, calendar: Calendar) -> Revocation:
    told = status.revocation
    if told is None or told.ground.value != event.ground or not told.heard(event.at, calendar):
        raise IllegalStep(status.state, type(event))
    return replace(told, revoked_at=event.at)


def _on_status(
    change: Callable[[Status, Any, Calendar], Revocation | None],
) -> Callable[[Status, Any, Calendar], Status]:
    def step(status: Status, event: Event, calendar: Calendar) -> Status:
        after = change(status, event, calendar)
        gone = after is not None and after.revoked_at is not None
        return replace(status, revocation=after, state=CaseState.REVOKED if gone else status.state)

    return step


STEPS: dict[type[Event], Callable[[Status, Any, Calendar], Status]] = {
    RevocationProposed: _on_status(_proposed),
    StatementMade: _on_status(_stated),
    RevocationDropped: _on_status(_dropped),
    DecisionRevoked: _on_status(_revoked),
}
