"""What the outside sees of benefits: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.benefits.domain.steps import BenefitState as BenefitState
from tongban.benefits.domain.steps import Way as Way
from tongban.decisions.api import DecisionReceipt
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments.api import NoticeView, PayoutView


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy 政策规则: who gets what, by which decision table, under which article.

    ``amounts`` by the row of the table that fired; ``answer_within`` is how long one may decline
    or confirm; ``register`` the source whose people are looked at; ``from_next_month``: conditions
    met in a month count from the next.
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
    from_next_month: bool = False


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
