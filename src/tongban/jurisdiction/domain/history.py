"""The life of divisions: periods, what was valid when, and who came after whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Succession:
    """On ``on``, ``code`` (or, when ``partial``, a part of it) became or joined ``successor``."""

    code: str
    successor: str
    on: date
    partial: bool = False


class Period(Protocol):
    """Anything with a half-open period of validity."""

    @property
    def valid_from(self) -> date:
        """First day."""

    @property
    def valid_until(self) -> date | None:
        """First day no longer valid; None while it lasts."""


class CodedPeriod(Period, Protocol):
    """A period in the life of a code."""

    @property
    def code(self) -> str:
        """The code."""


P = TypeVar("P", bound=Period)
C = TypeVar("C", bound=CodedPeriod)


def holds_on(period: Period, on: date) -> bool:
    """Whether the period covers that day."""
    return period.valid_from <= on and (period.valid_until is None or on < period.valid_until)


def valid_on(periods: Iterable[P], on: date | None) -> P | None:
    """The period that covers ``on``; without a day, the newest one."""
    ordered = sorted(periods, key=lambda period: period.valid_from)
    if on is None:
        return ordered[-1] if ordered else None
    return next((period for period in reversed(ordered) if holds_on(period, on)), None)


def overlaps(periods: Iterable[P]) -> tuple[tuple[P, P], ...]:
    """Neighbouring periods of one code that claim the same day."""
    ordered = sorted(periods, key=lambda period: period.valid_from)
    return tuple(
        (one, other)
        for one, other in pairwise(ordered)
        if one.valid_until is None or one.valid_until > other.valid_from
    )


def ending(period: CodedPeriod, successions: Sequence[Succession]) -> tuple[Succession, ...]:
    """The successions that ended a period: those of its last day, the complete ones first.

    When every one of them was a part, the parts together are what became of it.
    """
    if period.valid_until is None:
        return ()
    at_end = [step for step in successions if step.on == period.valid_until and not step.partial]
    if at_end:
        return tuple(at_end)
    return tuple(s for s in successions if s.partial and holds_on_or_ends(period, s.on))


def holds_on_or_ends(period: Period, on: date) -> bool:
    """Whether a day lies in the period or is the day it ended."""
    return period.valid_from <= on and (period.valid_until is None or on <= period.valid_until)


def living_successors(
    start: C,
    periods: Mapping[str, Sequence[C]],
    successions: Mapping[str, Sequence[Succession]],
    as_of: date | None = None,
) -> tuple[C, ...]:
    """The divisions that hold today (or on ``as_of``) what ``start`` held, by code.

    Follows mergers, splits and changes of code to their end; the place itself when it still lives.
    Empty when the record does not say what became of it.
    """
    found: dict[str, C] = {}
    seen: set[tuple[str, date]] = set()
    waiting = [start]
    while waiting:
        period = waiting.pop()
        if (period.code, period.valid_from) in seen:
            continue
        seen.add((period.code, period.valid_from))
        if period.valid_until is None or (as_of is not None and as_of < period.valid_until):
            found[period.code] = period
            continue
        for step in ending(period, successions.get(period.code, ())):
            following = _period_at(periods.get(step.successor, ()), step.on)
            if following is not None:
                waiting.append(following)
    return tuple(found[code] for code in sorted(found))


def _period_at(periods: Sequence[C], on: date) -> C | None:
    """The period a successor was in; records of different years may disagree by some time."""
    exact = valid_on(periods, on)
    if exact is not None:
        return exact
    later = sorted((p for p in periods if p.valid_from > on), key=lambda p: p.valid_from)
    return later[0] if later else None
