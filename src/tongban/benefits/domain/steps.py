"""Which state of a benefit may follow which."""

from __future__ import annotations

from tongban.benefits.views import BenefitState as S

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
