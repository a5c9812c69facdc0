"""What the law of hearings refuses, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.domain.terms import HearingFault
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class HearingNotLawful(Refusal):
    """The hearing was asked for too late, or is planned as the law forbids; all faults are listed.

    Source: 行政许可法 47, 48.
    """

    def __init__(self, faults: Sequence[HearingFault]) -> None:
        late = Text.of("提出听证申请的期限已经过了。", "The time to ask for a hearing is over.")
        planned = Text.of("听证不能这样安排。", "The hearing cannot be planned so.")
        mend = Text.of(
            "提前七个工作日通知；申请后二十个工作日内举行。",
            "Announce it seven working days ahead; hold it within twenty of the request.",
        )
        super().__init__(
            code="cases.hearing_not_lawful",
            message=planned if faults else late,
            mend=mend
            if faults
            else Text.of(
                "可以在决定作出后申请行政复议或者提起行政诉讼。",
                "The decision itself can be contested by reconsideration or in court.",
            ),
            problems=tuple(
                Problem("on", f"cases.hearing_{fault.value}", fault.label, mend) for fault in faults
            ),
            kind=RefusalKind.CONFLICT,
        )


class HearingPending(Refusal):
    """Nothing may be decided: a hearing may still be asked for, or is still to be held."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.hearing_pending",
            message=Text.of(
                "听证还没有举行，或者申请听证的期限还没有过，不能作出决定。",
                "The hearing is still to be held, or may still be asked for: no decision yet.",
            ),
            mend=Text.of(
                "举行听证，根据笔录决定；或者等到五个工作日届满。",
                "Hold it and decide by its minutes, or wait until the five working days are over.",
            ),
            kind=RefusalKind.CONFLICT,
        )
