"""Holidays and 调休 working days: date,kind,name; kinds holiday, in_lieu, makeup_workday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from tongban.jurisdiction.domain.calendars import YearTable
from tongban.jurisdiction.domain.files.rows import BadRow, Header, Row, bad, read_date, required
from tongban.jurisdiction.views import RejectedRow

HEADER: Header = ("date", "kind", "name")
_OFF = {"holiday", "in_lieu"}
_WORKED = {"makeup_workday", "workday"}


def read_days(rows: Iterable[Row]) -> tuple[list[YearTable], list[RejectedRow]]:
    """One table per year, and every row that cannot be taken.

    A year with a bad row is left out whole, and each of its rows said so: a year counted with a day
    missing would give wrong deadlines without anybody noticing.
    """
    days: dict[int, dict[date, tuple[bool, str, int]]] = defaultdict(dict)
    rejected: list[RejectedRow] = []
    spoiled: set[int] = set()
    for line, row in rows:
        try:
            day, off, name = _day(row)
            standing = days[day.year].get(day)
            if standing is not None and standing[0] != off:
                raise bad(f"{day} 既放假又上班。", f"{day} is both off and worked.")
            days[day.year].setdefault(day, (off, name, line))
        except BadRow as fault:
            rejected.append(fault.rejected(line, row.get("date", "")))
            spoiled.add(_year_of(row))
    for year in sorted(spoiled & days.keys()):
        rejected.extend(_left_out(line, day) for day, (_, _, line) in days.pop(year).items())
    tables = [_table(year, days[year]) for year in sorted(days)]
    return tables, sorted(rejected, key=lambda entry: entry.line)


def _day(row: Mapping[str, str]) -> tuple[date, bool, str]:
    day, kind = read_date(required(row, "date")), required(row, "kind")
    if kind not in _OFF | _WORKED:
        raise bad(
            f"不认识的种类“{kind}”。",
            f"Unknown kind '{kind}'.",
            "只用 holiday、in_lieu、makeup_workday。",
            "Use holiday, in_lieu or makeup_workday.",
        )
    return day, kind in _OFF, required(row, "name")


def _year_of(row: Mapping[str, str]) -> int:
    start = row.get("date", "")[:4]
    return int(start) if start.isascii() and start.isdigit() else 0


def _table(year: int, days: Mapping[date, tuple[bool, str, int]]) -> YearTable:
    return YearTable(
        year=year,
        holidays={day: name for day, (off, name, _) in days.items() if off},
        workdays={day: name for day, (off, name, _) in days.items() if not off},
    )


def _left_out(line: int, day: date) -> RejectedRow:
    fault = bad(
        f"{day.year}年另有一行有错，整年没有导入。",
        f"Another row of {day.year} is faulty; the whole year was left out.",
        "先改正那一行。",
        "Correct that row first.",
    )
    return fault.rejected(line, day.isoformat())
