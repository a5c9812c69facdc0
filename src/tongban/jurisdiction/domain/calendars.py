"""Building a calendar value from its yearly tables, a local calendar over a general one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tongban.kernel.calendar import Calendar


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year of one calendar: days off and weekend days worked instead 调休, with their names."""

    year: int
    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)


def build_calendar(zone: str, layers: Sequence[Iterable[YearTable]]) -> Calendar:
    """Lay local tables over general ones (``layers``: the most general first).

    A local table speaks day by day: what it names replaces what the layer below says of that day. A
    year is known when any layer has its table.
    """
    off: set[date] = set()
    worked: set[date] = set()
    years: set[int] = set()
    for layer in layers:
        for table in layer:
            years.add(table.year)
            off = (off - table.workdays.keys()) | table.holidays.keys()
            worked = (worked - table.holidays.keys()) | table.workdays.keys()
    return Calendar(
        zone=zone,
        holidays=frozenset(off),
        workdays=frozenset(worked),
        known_years=frozenset(years),
    )
