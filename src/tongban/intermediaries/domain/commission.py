"""A commission 委托: asked for, taken on, delivered; its time stands beside the legal clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from statistics import median

from tongban.kernel.text import Text

STARS = range(1, 6)
"""What a client may give: one to five."""


class CommissionState(Enum):
    """Where a commission stands. ``DELIVERED``, ``DECLINED`` and ``WITHDRAWN`` are ends."""

    ASKED = "commission-state/asked"
    UNDER_WAY = "commission-state/under-way"
    DELIVERED = "commission-state/delivered"
    DECLINED = "commission-state/declined"
    WITHDRAWN = "commission-state/withdrawn"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something for it."""
        return self in (CommissionState.ASKED, CommissionState.UNDER_WAY)


class PricedBy(Enum):
    """Who makes the price 收费方式."""

    MARKET = "priced-by/market"
    GUIDED = "priced-by/guided"
    SET = "priced-by/set"

    @property
    def label(self) -> Text:
        """In words."""
        return _PRICES[self]


class PaidBy(Enum):
    """Who pays the institution, and so how it is found: chosen by a client, by lot for an agency.

    Source: 优化营商环境条例 43 (no institution may be named by an agency).
    """

    CLIENT = "paid-by/client"
    AGENCY = "paid-by/agency"

    @property
    def label(self) -> Text:
        """In words."""
        return _PAYERS[self]


@dataclass(frozen=True, slots=True)
class Times:
    """When a commission was taken on, promised for and delivered; None: not yet. UTC."""

    accepted_at: datetime | None
    due_at: datetime | None
    delivered_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether the published time limit is over without a result, or was when it came."""
        return self.due_at is not None and (self.delivered_at or now) > self.due_at


def named_in_time(accepted: date, due: date) -> bool:
    """Whether taking it on, which names the limit, is the day before the limit or later.

    No reminder is of use then 临期提醒: it would say the same again at once.
    """
    return accepted >= due - timedelta(days=1)


def middle(days: Iterable[int]) -> float | None:
    """The median of working days; None of nothing."""
    known = list(days)
    return float(median(known)) if known else None


_STATES = {
    CommissionState.ASKED: Text.of("等待机构接单", "Waiting for the institution"),
    CommissionState.UNDER_WAY: Text.of("正在办理", "Under way"),
    CommissionState.DELIVERED: Text.of("已交付成果", "Delivered"),
    CommissionState.DECLINED: Text.of("机构未接单", "Declined"),
    CommissionState.WITHDRAWN: Text.of("已取消", "Taken back"),
}
_PRICES = {
    PricedBy.MARKET: Text.of("市场调节价，双方约定", "Agreed between the two, on the market"),
    PricedBy.GUIDED: Text.of("政府指导价", "Guided by government"),
    PricedBy.SET: Text.of("政府定价", "Set by government"),
}
_PAYERS = {
    PaidBy.CLIENT: Text.of("由您自主选择机构并付费", "You choose the institution and pay it"),
    PaidBy.AGENCY: Text.of(
        "由审批机关付费，机构抽签产生", "The agency pays; the institution is drawn by lot"
    ),
}
