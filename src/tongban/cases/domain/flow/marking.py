"""Where a case stands in its flow: tokens, as small as what is open now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class End(Enum):
    """How a flow ended."""

    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Held:
    """An open step: who has it, lead first; ``given`` the joint opinions so far, by agency."""

    node: str
    agencies: tuple[str, ...]
    given: tuple[tuple[str, str], ...] = ()

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The agencies whose turn it is: of a joint review the lead only when all have spoken."""
        spoken = {agency for agency, _ in self.given}
        silent = tuple(agency for agency in self.agencies[1:] if agency not in spoken)
        return silent or self.agencies[:1]

    @property
    def merging(self) -> bool:
        """Whether all others of a joint review have spoken and the lead draws it together."""
        return len(self.agencies) > 1 and self.waiting_for == self.agencies[:1]


@dataclass(frozen=True, slots=True)
class Marking:
    """The state of a flow: open steps, tokens that wait at joins, hand-overs, the end.

    Its size is that of what is open at once, never that of the flow or of what is past: a step
    costs the same in a flow of ten nodes and of a thousand.
    """

    version: int
    open: Mapping[str, Held] = field(default_factory=dict)
    arrived: Mapping[str, frozenset[str]] = field(default_factory=dict)
    handed: Mapping[str, str] = field(default_factory=dict)
    ended: End | None = None

    def to_json(self) -> dict[str, Any]:
        """What is stored; ``from_json`` reads it back."""
        return {
            "version": self.version,
            "open": {
                code: [list(held.agencies), [list(pair) for pair in held.given]]
                for code, held in self.open.items()
            },
            "arrived": {code: sorted(sources) for code, sources in self.arrived.items()},
            "handed": dict(self.handed),
            "ended": self.ended.value if self.ended else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Marking:
        """The marking a stored document describes."""
        return cls(
            version=stored["version"],
            open={
                code: Held(code, tuple(agencies), tuple((a, o) for a, o in given))
                for code, (agencies, given) in stored["open"].items()
            },
            arrived={code: frozenset(sources) for code, sources in stored["arrived"].items()},
            handed=dict(stored["handed"]),
            ended=End(stored["ended"]) if stored["ended"] else None,
        )


@dataclass(frozen=True, slots=True)
class OpenTask:
    """The agency must act on this step now."""

    node: str
    agency: str
    merging: bool = False


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The agency need not act on this step any longer."""

    node: str
    agency: str


@dataclass(frozen=True, slots=True)
class EndFlow:
    """Nothing is open any longer."""

    how: End


Order = OpenTask | CloseTask | EndFlow


@dataclass(frozen=True, slots=True)
class Moved:
    """What an event made of a flow: the new state, and what is to be done about it, in order."""

    marking: Marking
    orders: tuple[Order, ...]
