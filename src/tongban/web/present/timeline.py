"""The timeline of a case: every step that happened, the present one, and those still to come."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.cases.api import CaseState, CaseStep
from tongban.kernel.text import Text
from tongban.web.design.parts import Step, StepState

_NOW: dict[CaseState, Text] = {
    CaseState.SUBMITTED: Text.of("等待受理", "Waiting for acceptance"),
    CaseState.CORRECTING: Text.of("等您补正", "Waiting for your corrections"),
    CaseState.ACCEPTED: Text.of("审查办理中", "Being reviewed"),
    CaseState.PAUSED: Text.of("特别程序进行中，暂停计时", "Special procedure, clock stopped"),
    CaseState.AWAITING_PAYMENT: Text.of("等待缴费，暂停计时", "Waiting for payment, clock stopped"),
}
_ACCEPT = Text.of("受理", "Acceptance")
_REVIEW = Text.of("审查", "Review")
_DECIDE = Text.of("作出决定", "Decision")
_RESULT = Text.of("送达结果", "Result handed over")
_AHEAD: dict[CaseState, tuple[Text, ...]] = {
    CaseState.SUBMITTED: (_REVIEW, _DECIDE, _RESULT),
    CaseState.CORRECTING: (_ACCEPT, _REVIEW, _DECIDE, _RESULT),
    CaseState.ACCEPTED: (_DECIDE, _RESULT),
    CaseState.PAUSED: (_REVIEW, _DECIDE, _RESULT),
    CaseState.AWAITING_PAYMENT: (_REVIEW, _DECIDE, _RESULT),
}
_STOPPED = frozenset(
    {CaseState.DENIED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.REVOKED}
)


def timeline_of(state: CaseState, steps: Iterable[CaseStep]) -> tuple[Step, ...]:
    """Past, present and future of a case, oldest first."""
    past = [Step(step.title, StepState.DONE, step.at, step.detail, step.by) for step in steps]
    if past and state in _STOPPED:
        last = past[-1]
        past[-1] = Step(last.title, StepState.STOPPED, last.at, last.detail, last.by)
    if state not in _NOW:
        return tuple(past)
    paused = state in (CaseState.PAUSED, CaseState.AWAITING_PAYMENT)
    mood = StepState.PAUSED if paused else StepState.NOW
    ahead = (Step(title, StepState.NEXT) for title in _AHEAD[state])
    return (*past, Step(_NOW[state], mood), *ahead)
