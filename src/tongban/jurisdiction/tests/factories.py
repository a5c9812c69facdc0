"""A small fictional province to test with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tongban.jurisdiction.actions.put_calendar import put_calendar
from tongban.jurisdiction.actions.put_divisions import put_divisions
from tongban.jurisdiction.domain.calendars import YearTable
from tongban.jurisdiction.domain.records import DivisionRecord
from tongban.jurisdiction.views import DivisionLevel
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
SYSTEM = Actor.system("tests")


def record(
    code: str,
    since: int | date,
    until: int | date | None = None,
    *,
    name: str = "",
    level: DivisionLevel = DivisionLevel.COUNTY,
    parent: str = "990100",
) -> DivisionRecord:
    """A period; bare years mean the first of January."""
    start = date(since, 1, 1) if isinstance(since, int) else since
    end = date(until, 1, 1) if isinstance(until, int) else until
    return DivisionRecord(code, start, end, Text.of(name or f"县{code}"), level, parent)


PROVINCE = record("990000", 1981, name="示例省", level=DivisionLevel.PROVINCE, parent="")
CITY = record("990100", 1981, name="示例市", level=DivisionLevel.CITY, parent="990000")


def a_calendar(*years: int) -> None:
    """The default calendar: weekdays worked, no holidays, complete for these years."""
    put_calendar(
        actor=SYSTEM,
        code="default",
        title=Text.of("测试日历"),
        zone="Asia/Shanghai",
        based_on="",
        tables=tuple(YearTable(year, {}) for year in years or (2026, 2027)),
        source="test",
        now=NOW,
    )


def a_place_each(*codes: str) -> None:
    """These divisions, each a village in itself."""
    records = [record(code, 1985, level=DivisionLevel.VILLAGE, parent=code[:9]) for code in codes]
    put_divisions(actor=SYSTEM, records=records, successions=(), source="test", now=NOW)
