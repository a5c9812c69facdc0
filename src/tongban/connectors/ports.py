"""The line to a system: what this room needs of it, whoever speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tongban.connectors.domain.definition import Connector
from tongban.kernel.text import Text


class LineDown(Exception):
    """The system was not heard: try again later. ``said`` is a sentence for a person."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.zh)
        self.said = said


class NotTaken(Exception):
    """The system heard and does not take it; ``reasons`` in its own words. Not tried again."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Answer:
    """What it says to a message: its number, and the digests of files it does not have yet."""

    number: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the system says of itself: its required fields, its fields and its states."""

    required: frozenset[str]
    fields: frozenset[str]
    states: frozenset[str]


class Line(Protocol):
    """One system. Every call raises LineDown when it was not heard, NotTaken when refused."""

    def send(self, call: str, message: dict[str, Any]) -> Answer:
        """A message to one of the addresses ``submit``, ``supplement``, ``withdraw``."""

    def attach(self, digest: str, content: bytes) -> None:
        """A file under its SHA-256 (hex)."""

    def progress(self, numbers: Sequence[str]) -> Sequence[object]:
        """The steps of the applications, in any order, any number of times; not yet read."""

    def about(self) -> About:
        """What it says of itself."""


_made: dict[str, Line] = {}
_maker: list[Callable[[Connector], Line | None]] = []
_tokens: list[Callable[[Connector], str]] = []


def connect_lines(maker: Callable[[Connector], Line | None]) -> None:
    """How a connector gets its line; None when no address is set. Called while wiring."""
    _maker[:] = [maker]


def connect_line(code: str, line: Line | None) -> None:
    """Put a line in the place of the one the settings give; None takes it out again."""
    _made.pop(code, None)
    if line is not None:
        _made[code] = line


def connect_tokens(maker: Callable[[Connector], str]) -> None:
    """How a connector's token is found, with which its system signs; empty when there is none."""
    _tokens[:] = [maker]


def token_of(connector: Connector) -> str:
    """The token shared with the connector's system; empty when there is none."""
    return _tokens[0](connector) if _tokens else ""


def line_to(connector: Connector) -> Line | None:
    """The line to the connector's system; None when no address is set."""
    if connector.code in _made:
        return _made[connector.code]
    return _maker[0](connector) if _maker else None
