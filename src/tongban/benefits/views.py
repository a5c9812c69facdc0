"""What the outside sees of benefits: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.decisions.api import DecisionReceipt
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments.api import NoticeView, PayoutView


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


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy 政策规则: who gets what, by which decision table, under which article.

    ``amounts`` by the row of the table that fired; ``answer_within`` is how long one may decline
    or confirm; ``register`` the source whose people are looked at.
    """

    code: str
    version: int
    title: Text
    summary: Text
    item_code: str
    agency_code: str
    region: str
    table_code: str
    article: ArticleRef
    register: str
    account_element: str
    way: Way
    answer_within: Span
    amounts: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class BenefitView:
    """One person's benefit of one policy and period (``2026-11``).

    ``receipt`` says why, with inputs and their sources; ``account_end`` the account's last four
    digits; ``recovery_words`` why it is to be paid back, by ``recovery`` the payment notice.
    """

    id: str
    policy: PolicyView
    period: str
    subject_id: str
    state: BenefitState
    amount: Money
    account_end: str
    receipt: DecisionReceipt
    offered_at: datetime
    answer_by: datetime
    ended_at: datetime | None
    payout: PayoutView | None
    recovery: NoticeView | None
    recovery_words: str
    recovery_article: ArticleRef | None
    version: int

    @property
    def may_answer(self) -> bool:
        """Whether one may still decline or confirm."""
        return self.state is BenefitState.OFFERED


@dataclass(frozen=True, slots=True)
class AppealView:
    """An objection 异议 to not being offered, to an amount, or to a recovery."""

    id: str
    policy: PolicyView
    subject_id: str
    benefit_id: str
    words: str
    lodged_at: datetime
    upheld: bool | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunView:
    """One policy's run over a period: how many were looked at, and what became of them.

    ``not_due`` the table did not pass; ``unknown`` a source was silent or no account is known;
    ``declined`` said no for good before; ``standing`` had the benefit of this period already.
    """

    policy: PolicyView
    period: str
    started_at: datetime
    finished_at: datetime | None
    looked: int
    offered: int
    not_due: int
    unknown: int
    declined: int
    standing: int
    paid_count: int
    paid_sum: Money
