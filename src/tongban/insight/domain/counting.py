"""How one closed case is counted, and what is an exception, with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from tongban.insight.domain.sums import Sums
from tongban.kernel.text import Text

ON_NET = frozenset({"pc", "mobile"})
AT_A_COUNTER = frozenset({"window", "kiosk"})
BY_HAND = frozenset({"upload", "paper"})


class What(Enum):
    """Which goal an exception goes against."""

    VISIT = "visit"
    MATERIAL = "material"


class Why(Enum):
    """Why somebody came, or handed over what government issued."""

    LAW_ASKS = "law-asks"
    CHOSE_WINDOW = "chose-window"
    APPOINTMENT = "appointment"
    COLLECTED = "collected"
    NUMBER_SERVED = "number-served"
    SOURCE_SILENT = "source-silent"
    NOT_ON_RECORD = "not-on-record"
    NO_CERTIFICATE = "no-certificate"
    ORIGINAL_NEEDED = "original-needed"

    @property
    def label(self) -> Text:
        """The cause in words."""
        return _WHY[self]


_WHY = {
    Why.LAW_ASKS: Text.of("依法需要到场", "The law asks the person to come"),
    Why.CHOSE_WINDOW: Text.of("申请人选择到窗口办理", "The applicant chose a window"),
    Why.APPOINTMENT: Text.of("预约到场", "Came by appointment"),
    Why.COLLECTED: Text.of("到窗口领取结果", "Collected the result at a window"),
    Why.NUMBER_SERVED: Text.of(
        "取号办理，没有对应的窗口办件", "A number was served without a case"
    ),
    Why.SOURCE_SILENT: Text.of("数据来源没有回应", "The source was silent"),
    Why.NOT_ON_RECORD: Text.of("数据来源没有这条记录", "The source answered: not on record"),
    Why.NO_CERTIFICATE: Text.of("没有可用的电子证照", "There was no electronic certificate to use"),
    Why.ORIGINAL_NEEDED: Text.of(
        "没有数据来源，依据法条要原件", "No source holds it; an article asks for the original"
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A material government issues: from which source, by which certificate, by which article."""

    code: str
    source: str
    elements: tuple[str, ...]
    certificate: str
    article: str


@dataclass(frozen=True, slots=True)
class Service:
    """What is known of the service of a case.

    ``in_person`` is the article that asks the person to come, empty when none does.
    """

    issued: tuple[Asked, ...]
    in_person: str
    founding: bool
    founds: bool


@dataclass(frozen=True, slots=True)
class Life:
    """One closed case, plainly.

    ``ways`` by material code, ``unheard`` the elements whose source was silent, ``kept`` the days
    of appointments kept for it, ``notices`` how often defects were told.
    """

    channel: str
    decided: bool
    granted: bool
    by_rules: bool
    submitted_at: datetime
    closed_at: datetime
    submitted_on: date
    due_at: datetime | None
    notices: int
    ways: Mapping[str, str]
    heard: int
    unheard: frozenset[str]
    kept: frozenset[date]
    collected_on: date | None
    fees: Decimal
    bundled: bool


@dataclass(frozen=True, slots=True)
class Exempt:
    """One visit, or one material handed over: why, and which source, article or type it was."""

    what: What
    why: Why
    code: str
    reference: str


def count(life: Life, service: Service) -> Sums:
    """The case as sums."""
    issued = [each for each in service.issued if each.code in life.ways]
    timed = life.decided and life.due_at is not None
    founded = service.founds and life.granted
    return Sums(
        closed=1,
        decided=int(life.decided),
        timed=int(timed),
        in_time=int(timed and life.due_at is not None and life.closed_at <= life.due_at),
        on_net=int(life.channel in ON_NET),
        instant=int(life.decided and life.by_rules),
        visits=len(visits(life, service)) if life.decided else 0,
        corrected=int(life.notices > 0),
        told_once=int(life.notices == 1),
        issued=len(issued),
        handed=sum(life.ways[each.code] in BY_HAND for each in issued),
        asked=life.heard,
        unheard=len(life.unheard),
        firms=int(founded),
        applications=int(service.founding and (founded or not life.bundled)),
        minutes=int((life.closed_at - life.submitted_at).total_seconds() // 60) if founded else 0,
        fees=life.fees if service.founding else Decimal("0.00"),
    )


def visits(life: Life, service: Service) -> tuple[Exempt, ...]:
    """The visits of a case: a day counts once, however many records it left."""
    came: dict[date, Why] = {}
    if life.collected_on is not None:
        came[life.collected_on] = Why.COLLECTED
    came.update(dict.fromkeys(life.kept, Why.APPOINTMENT))
    if life.channel in AT_A_COUNTER:
        came[life.submitted_on] = Why.CHOSE_WINDOW
    return tuple(
        Exempt(What.VISIT, Why.LAW_ASKS, "", service.in_person)
        if service.in_person
        else Exempt(What.VISIT, why, "", "")
        for _, why in sorted(came.items())
    )


def handed_over(life: Life, service: Service) -> tuple[Exempt, ...]:
    """Each government-issued material that the person handed over, with its cause."""
    return tuple(
        Exempt(What.MATERIAL, *_why(each, life))
        for each in service.issued
        if life.ways.get(each.code) in BY_HAND
    )


def _why(asked: Asked, life: Life) -> tuple[Why, str, str]:
    if asked.source:
        silent = bool(life.unheard & set(asked.elements))
        return (Why.SOURCE_SILENT if silent else Why.NOT_ON_RECORD), asked.code, asked.source
    if asked.certificate:
        return Why.NO_CERTIFICATE, asked.code, asked.certificate
    return Why.ORIGINAL_NEEDED, asked.code, asked.article


def served_beyond(unnamed: int, at_counter: int) -> int:
    """Numbers served that no case at a counter explains: each of those took one of them."""
    return max(0, unnamed - at_counter)


def total(parts: Iterable[Sums] | Sequence[Sums]) -> Sums:
    """All of them together."""
    found = Sums()
    for each in parts:
        found += each
    return found
