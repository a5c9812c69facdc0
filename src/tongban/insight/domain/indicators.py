"""Business-climate indicators 营商环境指标: what each divides by what, and where that is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from tongban.insight.domain.sums import Sums
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text

LEAST = 10
"""Fewer cases than this behind a figure, and there is none: it would say nothing, or too much."""


class Unit(Enum):
    """What a figure counts."""

    SHARE = "share"
    NUMBER = "number"
    HOURS = "hours"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition: ``above`` divided by ``below``; ``behind`` counts the cases it rests on.

    ``basis`` is the article that asks for it, ``source`` what it is computed from. ``goal`` is at
    most (or at least, where ``more_is_better``) this, None where nobody set one.
    """

    code: str
    name: Text
    above: Text
    below: Text
    source: Text
    basis: ArticleRef
    unit: Unit
    take: Callable[[Sums], tuple[Decimal | int, int]]
    goal: Decimal | None = None
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's value; None where too few cases stand behind it. ``met`` its goal."""

    value: Decimal | None
    behind: int
    met: bool | None


def figure_of(indicator: Indicator, sums: Sums) -> Figure:
    """The value to four places: half a unit rounds up; None under the least number of cases."""
    above, below = indicator.take(sums)
    if below < LEAST:
        return Figure(None, below, None)
    places = Decimal("0.01") if indicator.unit is Unit.MONEY else Decimal("0.0001")
    value = (Decimal(above) / below).quantize(places, ROUND_HALF_UP)
    if indicator.goal is None:
        return Figure(value, below, None)
    exact = Decimal(above) / below
    met = exact >= indicator.goal if indicator.more_is_better else exact <= indicator.goal
    return Figure(value, below, met)


def _article(statute: str, number: str, version: str) -> ArticleRef:
    return ArticleRef(statute, number, version)


_FOUNDING = _article("yingshang-tiaoli", "19", "2019-10-22")
_ON_TIME = _article("yingshang-tiaoli", "36", "2019-10-22")
_ON_NET = _article("yingshang-tiaoli", "37", "2019-10-22")
_PROOFS = _article("yingshang-tiaoli", "44", "2019-10-22")
_ONCE = _article("xuke-fa", "32", "2019-04-23")
_AT_ONCE = _article("xuke-fa", "34", "2019-04-23")
_CASES = Text.of("办件的事件记录", "Events of cases")
_DECIDED = Text.of("作出准予或不予决定的办件", "Cases decided, granted or denied")
_CLOSED = Text.of("办结的办件（各种结果）", "Closed cases of any ending")
_FIRMS = Text.of("新登记的企业", "Firms registered")

INDICATORS = (
    Indicator(
        "visits", Text.of("平均跑动次数", "Visits per case"),
        Text.of("有记录的到场次数（窗口办理、赴约、窗口取件、叫号）",
                "Recorded visits: windows, kept appointments, results collected, numbers served"),
        _DECIDED, Text.of("办件、预约和叫号记录", "Cases, appointments and queue numbers"),
        _ON_TIME, Unit.NUMBER, lambda sums: (sums.visits, sums.decided), Decimal("0.2"),
    ),
    Indicator(
        "handed-over", Text.of("政府核发材料由群众提交的比例",
                               "Government-issued materials handed over by people"),
        Text.of("其中由申请人上传或者递交的", "Those that applicants uploaded or handed in"),
        Text.of("办件中由政府核发的材料", "Materials issued by government, as supplied in cases"),
        Text.of("办件的材料来源记录", "How the materials of cases came"),
        _PROOFS, Unit.SHARE, lambda sums: (sums.handed, sums.issued), Decimal("0.05"),
    ),
    Indicator(
        "in-time", Text.of("按承诺时限办结率", "Decided within the promised time"),
        Text.of("在承诺时限内决定的", "Those decided within the promised time"),
        Text.of("有承诺时限并已决定的办件", "Decided cases with a promised time"),
        _CASES, _ON_TIME, Unit.SHARE, lambda sums: (sums.in_time, sums.timed),
        Decimal(1), more_is_better=True,
    ),
    Indicator(
        "on-net", Text.of("实际网办率", "Share on the net"),
        Text.of("从电脑或手机提交的", "Those sent from a computer or a phone"), _CLOSED,
        _CASES, _ON_NET, Unit.SHARE, lambda sums: (sums.on_net, sums.closed),
        Decimal("0.7"), more_is_better=True,
    ),
    Indicator(
        "instant", Text.of("秒批比例", "Decided at once by rules"),
        Text.of("由规则当场决定的", "Those decided by rules on the spot"), _DECIDED,
        _CASES, _AT_ONCE, Unit.SHARE, lambda sums: (sums.instant, sums.decided),
    ),
    Indicator(
        "told-once", Text.of("一次告知率", "Corrections told at one time"),
        Text.of("只告知过一次的", "Those with one notice only"),
        Text.of("需要补正的办件", "Cases in which something had to be put right"),
        _CASES, _ONCE, Unit.SHARE, lambda sums: (sums.told_once, sums.corrected),
        Decimal(1), more_is_better=True,
    ),
    Indicator(
        "unheard", Text.of("数据来源无回应率", "Sources that were silent"),
        Text.of("没有得到回应的", "Those without an answer"),
        Text.of("提交时向数据来源查询的信息项", "Values asked of sources when cases were sent"),
        Text.of("办件的数据来源记录", "What sources said to cases"),
        _ON_NET, Unit.SHARE, lambda sums: (sums.unheard, sums.asked + sums.unheard),
    ),
    Indicator(
        "start-procedures", Text.of("企业开办：手续数", "Starting a business: procedures"),
        Text.of("企业开办的申请次数（一件事算一次）", "Applications made for it; a bundle is one"),
        _FIRMS, _CASES, _FOUNDING, Unit.NUMBER, lambda sums: (sums.applications, sums.firms),
    ),
    Indicator(
        "start-time", Text.of("企业开办：登记用时", "Starting a business: hours to registration"),
        Text.of("从提交到登记的小时数", "Hours from sending to registration"),
        _FIRMS, _CASES, _FOUNDING, Unit.HOURS,
        lambda sums: (Decimal(sums.minutes) / 60, sums.firms),
    ),
    Indicator(
        "start-cost", Text.of("企业开办：收费", "Starting a business: cost"),
        Text.of("企业开办各事项的收费（元）", "Fees of its services, in yuan"),
        _FIRMS, _CASES, _FOUNDING, Unit.MONEY, lambda sums: (sums.fees, sums.firms),
    ),
)  # fmt: skip
BY_CODE = {each.code: each for each in INDICATORS}
