"""What came of asking through nodes, joined with what registers say by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tongban.elements.api import (
    ElementKind,
    ElementView,
    NoAnswer,
    RegisterAnswer,
    Scalar,
    SourceView,
)
from tongban_wire.messages import Response


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking, by element; ``instead``: who of another platform was asked."""

    values: dict[str, Scalar] = field(default_factory=dict)
    silent: dict[str, NoAnswer] = field(default_factory=dict)
    as_of: dict[str, datetime] = field(default_factory=dict)
    instead: dict[str, SourceView] = field(default_factory=dict)

    def keep_silent(self, elements: Iterable[str], why: NoAnswer) -> None:
        """Nothing came for these."""
        self.silent.update(dict.fromkeys(elements, why))

    def take(
        self, response: Response, views: Mapping[str, ElementView], fields: Iterable[str],
        now: datetime,
    ) -> None:  # fmt: skip
        """What a node answered for these fields."""
        for each in fields:
            self.values[each] = _typed(views[each].kind, response.values.get(each))
            self.as_of[each] = _moment(response.as_of, now)

    def joined(
        self, known: RegisterAnswer | NoAnswer | None, elements: Iterable[str], now: datetime
    ) -> RegisterAnswer:
        """The answer of a source, with what came for these of its elements by way of nodes."""
        base = known if isinstance(known, RegisterAnswer) else RegisterAnswer({}, now)
        ours = set(elements)
        came = {each: self.values[each] for each in ours & self.values.keys()}
        return RegisterAnswer(
            {**base.values, **came},
            min((self.as_of[each] for each in came), default=base.as_of),
            {**base.silent, **{each: self.silent[each] for each in ours & self.silent.keys()}},
            {each: self.instead[each] for each in ours & self.instead.keys()},
        )


def holds(known: RegisterAnswer | NoAnswer | None, element: str) -> bool:
    """Whether a source has said something on the element, or was not heard: not “no record”."""
    if isinstance(known, RegisterAnswer):
        return known.values.get(element) is not None or element in known.silent
    return known is NoAnswer.UNREACHABLE


def _typed(kind: ElementKind, value: Scalar) -> Scalar:
    """A value as its kind has it: sources that only know text say true, false and digits."""
    if isinstance(value, str):
        if kind is ElementKind.YES_NO:
            return {"true": True, "false": False}.get(value)
        if kind is ElementKind.NUMBER:
            return int(value) if value.isdecimal() else None
    return value


def _moment(said: str | None, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(said) if said else now
    except ValueError:
        return now
    return at if at.tzinfo else at.replace(tzinfo=UTC)
