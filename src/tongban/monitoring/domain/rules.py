"""What gives cause for a warning: a rule looks at the events of one case, and at nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class Level(Enum):
    """How grave it is 预警级别: a reminder asks nothing, a card is answered."""

    REMINDER = "warning-level/reminder"
    YELLOW = "warning-level/yellow"
    RED = "warning-level/red"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LEVELS[self]


_LEVELS = {
    Level.REMINDER: Text.of("预警", "Warning"),
    Level.YELLOW: Text.of("黄牌", "Yellow card"),
    Level.RED: Text.of("红牌", "Red card"),
}


class Axis(Enum):
    """Who watches: the superior of the agency's line 条, or the body for its region 块."""

    LINE = "line"
    REGION = "region"


class Sign(Enum):
    """What is looked for 监察点."""

    NEARLY_DUE = "nearly-due"
    OVERDUE = "overdue"
    OVERDUE_BY_LAW = "overdue-by-law"
    NOT_LOOKED_AT = "not-looked-at"
    PROCEDURE_OVERRUN = "procedure-overrun"
    NOT_DELIVERED = "not-delivered"
    SECOND_NOTICE = "second-notice"
    EXTENDED_WITHOUT_REASON = "extended-without-reason"
    HELD_MATERIAL_ASKED = "held-material-asked"
    HANDED_ON_TOO_OFTEN = "handed-on-too-often"
    RATING_UNANSWERED = "rating-unanswered"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule 监察规则, as published.

    ``answer_days`` working days to answer the order a card brings; ``most`` and ``days`` belong to
    the signs that count moves, or working days of waiting.
    """

    code: str
    version: int
    name: Text
    sign: Sign
    level: Level
    to: Axis
    article: ArticleRef
    todo: Text
    answer_days: int
    most: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One event of a case; ``in_words`` whether a reason was said beside the facts."""

    seq: int
    kind: str
    at: datetime
    by: str
    facts: Mapping[str, Any]
    in_words: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """Once that a rule found what it looks for; the same ``key`` however often one looks."""

    key: str
    at: datetime
    by: str


def occasions(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> tuple[Occasion, ...]:
    """Every occasion the events give, in their order.

    ``held`` are the codes of the service's materials that government holds. Signs that are not in
    the events of a case (a light that turns, a rating) give none.
    """
    look = _LOOKS.get(rule.sign)
    return tuple(look(rule, seen, held)) if look else ()


def _ran_out(deadline: str) -> Callable[..., list[Occasion]]:
    def look(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> list[Occasion]:
        del rule, held
        return [
            Occasion(f"{deadline}@{each.facts['due_at']}", each.at, "")
            for each in seen
            if each.kind == "DeadlineAppended" and each.facts["deadline"] == deadline
        ]

    return look


def _second_notice(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> list[Occasion]:
    del rule, held
    return [_of(e) for e in seen if e.kind == "CorrectionRequested" and e.facts.get("breach")]


def _without_reason(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> list[Occasion]:
    del rule, held
    return [_of(each) for each in seen if each.kind == "TermExtended" and not each.in_words]


def _held_asked(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> list[Occasion]:
    del rule
    asked = (each for each in seen if each.kind == "CorrectionRequested")
    return [_of(each) for each in asked if held & set(each.facts["targets"])]


_MOVES = ("CaseHandedOver", "StepTransferred")


def _handed_on(rule: Rule, seen: Sequence[Seen], held: frozenset[str]) -> list[Occasion]:
    del held
    moves = [each for each in seen if each.kind in _MOVES]
    return [Occasion("moves", moves[rule.most].at, "")] if len(moves) > rule.most else []


def _of(event: Seen) -> Occasion:
    return Occasion(f"event:{event.seq}", event.at, event.by)


_LOOKS: dict[Sign, Callable[..., list[Occasion]]] = {
    Sign.OVERDUE: _ran_out("promise"),
    Sign.OVERDUE_BY_LAW: _ran_out("statutory"),
    Sign.NOT_LOOKED_AT: _ran_out("tell-defects"),
    Sign.PROCEDURE_OVERRUN: _ran_out("procedure"),
    Sign.NOT_DELIVERED: _ran_out("delivery"),
    Sign.SECOND_NOTICE: _second_notice,
    Sign.EXTENDED_WITHOUT_REASON: _without_reason,
    Sign.HELD_MATERIAL_ASKED: _held_asked,
    Sign.HANDED_ON_TOO_OFTEN: _handed_on,
}
