"""A promise 告知承诺 from the day it is made: what can happen to it, and where it stands then.

Source: 国办发〔2020〕42号 (told, promised, decided at once, checked afterwards, put right within a
time, revoked and recorded); 行政许可法 61, 69.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from tongban.kernel.text import Text


class PromiseState(Enum):
    """Where a promise stands."""

    MADE = "promise/made"
    TO_CHECK = "promise/to-check"
    CORRECTING = "promise/correcting"
    TO_RECHECK = "promise/to-recheck"
    HEARING = "promise/hearing"
    REVOKED = "promise/revoked"
    KEPT = "promise/kept"
    LAPSED = "promise/lapsed"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _STATES[self]

    @property
    def over(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self in _OVER


class PromiseStep(Enum):
    """What happened to a promise."""

    MADE = "made"
    DECIDED = "decided"
    NOT_GRANTED = "not-granted"
    DATA_SILENT = "data-silent"
    DATA_CONFIRMED = "data-confirmed"
    FOUND_KEPT = "found-kept"
    FOUND_WANTING = "found-wanting"
    CORRECTION_REPORTED = "correction-reported"
    CORRECTION_OVERDUE = "correction-overdue"
    CHECK_OVERDUE = "check-overdue"
    FOUND_FALSE = "found-false"
    REVOKED = "revoked"
    LET_STAND = "let-stand"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _STEPS[self]


_OVER = frozenset({PromiseState.REVOKED, PromiseState.KEPT, PromiseState.LAPSED})
_STATES = {
    PromiseState.MADE: Text.of("已承诺，待决定", "Promised, not decided yet"),
    PromiseState.TO_CHECK: Text.of("待核查", "To be checked"),
    PromiseState.CORRECTING: Text.of("限期整改中", "To be put right in time"),
    PromiseState.TO_RECHECK: Text.of("待复查", "To be checked again"),
    PromiseState.HEARING: Text.of("拟撤销，听取陈述申辩", "Revocation proposed, you are heard"),
    PromiseState.REVOKED: Text.of("承诺不实，已撤销", "Not true, revoked"),
    PromiseState.KEPT: Text.of("核查属实", "Checked and true"),
    PromiseState.LAPSED: Text.of("没有准予，承诺终止", "Not granted, the promise ended"),
}
_STEPS = {
    PromiseStep.MADE: Text.of("签署告知承诺书", "The promise was signed"),
    PromiseStep.DECIDED: Text.of("作出决定，开始核查期限", "Decided; the time to check begins"),
    PromiseStep.NOT_GRANTED: Text.of("没有准予", "Not granted"),
    PromiseStep.DATA_SILENT: Text.of(
        "数据查不到或者不一致，转人工核查", "The data do not confirm it; a person checks"
    ),
    PromiseStep.DATA_CONFIRMED: Text.of("数据核查属实", "The data confirm it"),
    PromiseStep.FOUND_KEPT: Text.of("核查属实", "Checked and true"),
    PromiseStep.FOUND_WANTING: Text.of("责令限期整改", "To be put right within a time"),
    PromiseStep.CORRECTION_REPORTED: Text.of("报告已整改", "Said to be put right"),
    PromiseStep.CORRECTION_OVERDUE: Text.of("整改期限已过", "The time to put it right is over"),
    PromiseStep.CHECK_OVERDUE: Text.of("核查期限已过，还没有核查", "Not checked in time"),
    PromiseStep.FOUND_FALSE: Text.of("核查不实，告知拟撤销", "Found untrue; revocation proposed"),
    PromiseStep.REVOKED: Text.of("撤销决定和证照", "Decision and certificate revoked"),
    PromiseStep.LET_STAND: Text.of("听取申辩后不予撤销", "Heard, and not revoked"),
}
_CHECKABLE = (PromiseState.TO_CHECK, PromiseState.TO_RECHECK)
# What may happen where, and what comes of it. Untrue is found by a person, never by data.
_NEXT: dict[tuple[PromiseState, PromiseStep], PromiseState] = {
    (PromiseState.MADE, PromiseStep.DECIDED): PromiseState.TO_CHECK,
    (PromiseState.MADE, PromiseStep.NOT_GRANTED): PromiseState.LAPSED,
    (PromiseState.TO_CHECK, PromiseStep.DATA_SILENT): PromiseState.TO_CHECK,
    (PromiseState.TO_CHECK, PromiseStep.CHECK_OVERDUE): PromiseState.TO_CHECK,
    (PromiseState.TO_CHECK, PromiseStep.DATA_CONFIRMED): PromiseState.KEPT,
    (PromiseState.TO_CHECK, PromiseStep.FOUND_WANTING): PromiseState.CORRECTING,
    (PromiseState.CORRECTING, PromiseStep.CORRECTION_REPORTED): PromiseState.TO_RECHECK,
    (PromiseState.CORRECTING, PromiseStep.CORRECTION_OVERDUE): PromiseState.TO_RECHECK,
    **{(state, PromiseStep.FOUND_KEPT): PromiseState.KEPT for state in _CHECKABLE},
    **{(state, PromiseStep.FOUND_FALSE): PromiseState.HEARING for state in _CHECKABLE},
    (PromiseState.HEARING, PromiseStep.REVOKED): PromiseState.REVOKED,
    (PromiseState.HEARING, PromiseStep.LET_STAND): PromiseState.KEPT,
}
FINDINGS = (PromiseStep.FOUND_KEPT, PromiseStep.FOUND_WANTING, PromiseStep.FOUND_FALSE)
"""What a person may find."""
ONCE = frozenset({PromiseStep.DATA_SILENT, PromiseStep.CHECK_OVERDUE})
"""Steps that change no state and happen at most once."""


def after(state: PromiseState, step: PromiseStep) -> PromiseState | None:
    """Where a promise stands after one more step; None when it cannot happen there."""
    return _NEXT.get((state, step))


def state_of(steps: Iterable[PromiseStep]) -> PromiseState:
    """Where a promise stands after its steps; the first is MADE. ValueError for another story."""
    told = list(steps)
    if not told or told[0] is not PromiseStep.MADE:
        raise ValueError("a promise begins with being made")
    state = PromiseState.MADE
    for place, step in enumerate(told[1:], start=1):
        following = after(state, step)
        if following is None or (step in ONCE and step in told[:place]):
            raise ValueError(f"{step.value} cannot happen to a promise that is {state.value}")
        state = following
    return state


def open_steps(state: PromiseState) -> frozenset[PromiseStep]:
    """What may happen next."""
    return frozenset(step for at, step in _NEXT if at is state)
