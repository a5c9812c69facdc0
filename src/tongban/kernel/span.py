"""Legal periods 时限: so many working days, natural days or hours, or at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from tongban.kernel.text import Text


class SpanUnit(Enum):
    """In what a legal period is counted 时限单位."""

    WORKING_DAY = "working-days"
    NATURAL_DAY = "natural-days"
    HOUR = "hours"
    IMMEDIATE = "immediate"

    @property
    def label(self) -> Text:
        """The unit's name: 工作日, 自然日, 小时, 即时."""
        return _UNIT_LABELS[self]

    @property
    def zh(self) -> str:
        """The Chinese name."""
        return self.label.zh

    @property
    def en(self) -> str:
        """The English name."""
        return self.label.en


_UNIT_LABELS = {
    SpanUnit.WORKING_DAY: Text.of("工作日", "working days"),
    SpanUnit.NATURAL_DAY: Text.of("自然日", "natural days"),
    SpanUnit.HOUR: Text.of("小时", "hours"),
    SpanUnit.IMMEDIATE: Text.of("即时", "immediate"),
}
# Hours a unit lasts on an average week; used only to compare periods of different units.
_NOMINAL_HOURS = {
    SpanUnit.WORKING_DAY: 24 * 7 / 5,
    SpanUnit.NATURAL_DAY: 24.0,
    SpanUnit.HOUR: 1.0,
    SpanUnit.IMMEDIATE: 0.0,
}
_SPAN_PATTERN = re.compile(
    r"([1-9][0-9]{0,4})\s+(working|natural)-days?|([1-9][0-9]{0,4})\s+hours?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A legal period: ``Span(20, SpanUnit.WORKING_DAY)``; immediate 即时 has the amount 0."""

    amount: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if (self.amount == 0) != (self.unit is SpanUnit.IMMEDIATE) or self.amount < 0:
            raise ValueError("A period counts at least one unit; only 'immediate' counts none")

    @classmethod
    def immediate(cls) -> Span:
        """On the spot 即办."""
        return cls(0, SpanUnit.IMMEDIATE)

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ``"20 working-days"``, ``"15 natural-days"``, ``"4 hours"`` or ``"immediate"``."""
        words = text.strip().lower()
        if words == SpanUnit.IMMEDIATE.value:
            return cls.immediate()
        found = _SPAN_PATTERN.fullmatch(words)
        if found is None:
            raise ValueError(
                f"A period reads '20 working-days', '15 natural-days', '4 hours' or 'immediate',"
                f" got {text!r}"
            )
        if found[3]:
            return cls(int(found[3]), SpanUnit.HOUR)
        return cls(int(found[1]), SpanUnit(f"{found[2]}-days"))

    def __str__(self) -> str:
        if self.unit is SpanUnit.IMMEDIATE:
            return self.unit.value
        unit = self.unit.value if self.amount > 1 else self.unit.value[:-1]
        return f"{self.amount} {unit}"

    @property
    def text(self) -> Text:
        """As a guide prints it: 20个工作日 / 20 working days."""
        if self.unit is SpanUnit.IMMEDIATE:
            return Text.of("即时办结", "on the spot")
        english = self.unit.en if self.amount > 1 else self.unit.en[:-1]
        return Text.of(f"{self.amount}个{self.unit.zh}", f"{self.amount} {english}")

    def at_most(self, other: Span) -> bool:
        """Whether this is no longer than ``other``; mixed units by an average five-day week."""
        mine = self.amount * _NOMINAL_HOURS[self.unit]
        return mine <= other.amount * _NOMINAL_HOURS[other.unit]
