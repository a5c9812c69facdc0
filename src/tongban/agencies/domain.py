"""Pure rules: what is written in the directory, and what makes a new version of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

#: 行使层级 digits of GB/T 39046 A.2, by the word we store.
EXERCISE_LEVELS: Mapping[str, str] = {
    "national": "1",
    "province": "2",
    "city": "3",
    "county": "4",
    "township": "5",
    "village": "6",
}


@dataclass(frozen=True, slots=True)
class Term:
    """From one day to another, both inclusive; open-ended when ``until`` is None."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Term) -> bool:
        """Whether some day lies within both."""
        return self.holds_on(other.since) or other.holds_on(self.since)

    def closed_before(self, day: date) -> Term:
        """The same term ended the day before ``day``; ValueError when it had not begun by then."""
        if day <= self.since:
            raise ValueError(f"A term from {self.since} cannot end before {day}")
        return Term(self.since, day - timedelta(days=1))


def chain_of_parents(parents: Mapping[str, str | None], start: str) -> Iterator[str]:
    """Handles from ``start`` upwards; ends after the first repeated one when there is a cycle."""
    seen: set[str] = set()
    current: str | None = start
    while current is not None:
        yield current
        if current in seen:
            return
        seen.add(current)
        current = parents.get(current)
