"""Which state of a benefit may follow which."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text


class Way(Enum):
    """How a person says yes: by not saying no, or by one tap 一键确认."""

    OPT_OUT = "opt-out"
    CONSENT = "consent"


class BenefitState(Enum):
    """Where one person's benefit of one policy and period stands."""

    OFFERED = "offered"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DUE = "due"
    PAID = "paid"
    BOUNCED = "bounced"
    RECOVERING = "recovering"
    RECOVERED = "recovered"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    BenefitState.OFFERED: Text.of("已告知", "Told, not paid yet"),
    BenefitState.DECLINED: Text.of("本人放弃", "Declined"),
    BenefitState.LAPSED: Text.of("未确认，未发放", "Not confirmed, not paid"),
    BenefitState.DUE: Text.of("发放中", "Being paid"),
    BenefitState.PAID: Text.of("已发放", "Paid"),
    BenefitState.BOUNCED: Text.of("账户退回，未发成", "Sent back by the bank"),
    BenefitState.RECOVERING: Text.of("追回中", "To be paid back"),
    BenefitState.RECOVERED: Text.of("已退回", "Paid back"),
}


S = BenefitState
NEXT: dict[S, frozenset[S]] = {
    S.OFFERED: frozenset({S.DECLINED, S.LAPSED, S.DUE}),
    S.DECLINED: frozenset(),
    S.LAPSED: frozenset(),
    S.DUE: frozenset({S.PAID, S.BOUNCED}),
    S.PAID: frozenset({S.RECOVERING}),
    S.BOUNCED: frozenset(),
    S.RECOVERING: frozenset({S.RECOVERED, S.PAID}),
    S.RECOVERED: frozenset(),
}


def may_follow(now: S, then: S) -> bool:
    """Whether a benefit in one state may come into the other."""
    return then in NEXT[now]
