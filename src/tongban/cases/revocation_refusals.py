"""What the law forbids about taking a decision back, and what to do then."""

from __future__ import annotations

from datetime import date

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class NothingToRevoke(Refusal):
    """Nothing found the decision wrong, or nothing was proposed to the holder."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.nothing_to_revoke",
            message=Text.of(
                "没有复核认定办理有误，或者还没有向当事人告知拟撤销。",
                "No review found the decision wrong, or the holder was not told of it.",
            ),
            mend=Text.of(
                "先作出复核结论，再告知拟撤销的事由和陈述申辩的权利。",
                "Finish the review, then tell the holder the ground and the right to be heard.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class HolderNotHeard(Refusal):
    """The holder may still state their case until ``by``."""

    def __init__(self, by: date) -> None:
        day = by.isoformat()
        super().__init__(
            code="cases.holder_not_heard",
            message=Text.of(
                f"当事人可以陈述申辩到{day}，在此之前不能撤销。",
                f"The holder may state their case until {day}; before that nothing is revoked.",
            ),
            mend=Text.of(
                "等当事人陈述申辩，或者期限届满后再决定。",
                "Wait for the statement, or for the end of the time.",
            ),
            kind=RefusalKind.CONFLICT,
        )
