"""A granted decision is taken back 撤销, and what is said before. Facts only; words are sealed."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class RevocationProposed(Event):
    """拟撤销告知: the ground (a RevocationGround), the law, and the right to state one's case."""

    ground: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementMade(Event):
    """陈述申辩: the holder states their case, or says that there is nothing to add; once."""


@dataclass(frozen=True, slots=True)
class RevocationDropped(Event):
    """不予撤销: having heard the holder, the agency lets the decision stand."""


@dataclass(frozen=True, slots=True)
class DecisionRevoked(Event):
    """撤销决定: the decision and its certificate no longer hold; nothing is deleted."""

    ground: str
    articles: tuple[str, ...]
