"""Drawing again from what was published: anybody's check, without our database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.supervision.domain.lottery import TooFewInspectors, draw, seed_of


@dataclass(frozen=True, slots=True)
class Published:
    """What a draw publishes: the lists, the root, the seed, and the lots in their order."""

    candidates: tuple[str, ...]
    inspectors: tuple[str, ...]
    count: int
    each: int
    announcement: str
    root: str
    seed: str
    lots: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Published:
        """Read the answer of the API; ValueError when something is missing or of another kind."""
        try:
            lots = tuple(
                (str(each["candidate"]), tuple(map(str, each["inspectors"])))
                for each in told["inspections"]
            )
            return cls(
                tuple(map(str, told["candidates"])),
                tuple(map(str, told["inspectors"])),
                int(told["count"]),
                int(told["each"]),
                str(told["announcement"]),
                str(told["root"]),
                str(told["seed"]),
                lots,
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"This is no published draw: {error}") from error


def differences(told: Published) -> tuple[str, ...]:
    """What does not agree when the draw is held again; empty when all does.

    ``seed``: it does not follow from root and announcement. ``lots``: lists and seed give other
    businesses, another order or other inspectors. That the root is the log's own is for whoever
    holds a copy of the log.
    """
    wrong = [] if told.seed == seed_of(told.root, told.announcement) else ["seed"]
    try:
        again = draw(told.seed, told.candidates, told.inspectors, count=told.count, each=told.each)
    except (TooFewInspectors, ValueError):
        return (*wrong, "lots")
    if tuple(again.inspectors_of.items()) != told.lots:
        wrong.append("lots")
    return tuple(wrong)
