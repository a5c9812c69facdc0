"""What must be true of the divisions, calendars and code lists of a pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tongban.content.api import Entry, PackProblem, PackView
from tongban.jurisdiction.domain.history import overlaps
from tongban.jurisdiction.schema import (
    CalendarEntry,
    CodeListEntry,
    DivisionEntry,
    DivisionPeriod,
    YearEntry,
)
from tongban.jurisdiction.views import DivisionLevel
from tongban.kernel.text import Text

Problems = Iterator[PackProblem]


def check_divisions(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    """Codes fit their level, parents stand above, periods do not overlap, successors exist."""
    for entry in entries:
        model: DivisionEntry = entry.model
        for number, period in enumerate(model.periods()):
            path: tuple[str | int, ...] = () if number == 0 else ("earlier", number - 1)
            yield from _period(entry, period, path, pack)
        for _, later in overlaps(model.periods()):
            yield entry.problem(
                "jurisdiction.periods_overlap",
                Text.of(
                    f"区划 {model.code} 的各段有效期互相重叠（{later.valid_from}）。",
                    f"Periods of division {model.code} overlap at {later.valid_from}.",
                ),
                Text.of(
                    "较早一段的 valid_until 应不晚于下一段的 valid_from。",
                    "Let the older period's valid_until be no later than the next valid_from.",
                ),
                "valid_from",
            )


def _period(
    entry: Entry[Any], period: DivisionPeriod, path: tuple[str | int, ...], pack: PackView
) -> Problems:
    code: str = entry.model.code
    if len(code) != period.level.code_length:
        yield entry.problem(
            "jurisdiction.code_length",
            Text.of(
                f"{period.level.value} 级代码应为{period.level.code_length}位，{code} 不是。",
                f"A {period.level.value} has a code of {period.level.code_length} digits;"
                f" {code} has {len(code)}.",
            ),
            Text.of("改正代码或级别。", "Correct the code or the level."),
            *path,
            "level",
        )
    if period.valid_until is not None and period.valid_until <= period.valid_from:
        yield entry.problem(
            "jurisdiction.period_empty",
            Text.of("有效期的终止日不在起始日之后。", "The period ends before it begins."),
            Text.of("改正 valid_until。", "Correct valid_until."),
            *path,
            "valid_until",
        )
    yield from _parent(entry, period, path, pack)
    for index, step in enumerate(period.successors):
        if pack.lacks("divisions", step.code):
            yield _missing(entry, step.code, *path, "successors", index, "code")


def _parent(
    entry: Entry[Any], period: DivisionPeriod, path: tuple[str | int, ...], pack: PackView
) -> Problems:
    if period.parent is None:
        if period.level.rank > DivisionLevel.PROVINCE.rank:
            yield entry.problem(
                "jurisdiction.parent_missing",
                Text.of("省级以下的区划要写上级。", "Below the province a parent is needed."),
                Text.of("加上 parent: 上级代码。", "Add parent: with the code above it."),
                *path,
                "level",
            )
        return
    if pack.lacks("divisions", period.parent):
        yield _missing(entry, period.parent, *path, "parent")
        return
    parent = pack.entry("divisions", period.parent)
    if parent is not None and parent.model.level.rank >= period.level.rank:
        yield entry.problem(
            "jurisdiction.parent_not_above",
            Text.of(
                f"上级 {period.parent} 的级别并不更高。",
                f"The parent {period.parent} is not of a higher level.",
            ),
            Text.of("改正 parent 或 level。", "Correct parent or level."),
            *path,
            "parent",
        )


def _missing(entry: Entry[Any], code: str, *path: str | int) -> PackProblem:
    return entry.problem(
        "jurisdiction.division_missing",
        Text.of(f"内容包里没有区划 {code}。", f"The pack has no division {code}."),
        Text.of("在 divisions/ 里补上，或改正代码。", "Add it to divisions/, or correct the code."),
        *path,
    )


def check_calendars(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    """Zones exist, bases exist without a circle, days lie in their year and are one thing only."""
    for entry in entries:
        model: CalendarEntry = entry.model
        yield from _zone(entry, model.zone)
        yield from _base(entry, model, pack)
        for index, year in enumerate(model.years):
            yield from _year(entry, year, index)
        for number, count in Counter(year.year for year in model.years).items():
            if count > 1:
                yield entry.problem(
                    "jurisdiction.year_twice",
                    Text.of(f"{number}年写了{count}次。", f"The year {number} is given twice."),
                    Text.of("合并成一张表。", "Make one table of them."),
                    "years",
                )


def _zone(entry: Entry[Any], zone: str) -> Problems:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield entry.problem(
            "jurisdiction.zone_unknown",
            Text.of(f"没有时区“{zone}”。", f"There is no time zone '{zone}'."),
            Text.of("例如 Asia/Shanghai。", "For example Asia/Shanghai."),
            "zone",
        )


def _base(entry: Entry[Any], model: CalendarEntry, pack: PackView) -> Problems:
    if model.based_on is None:
        return
    if pack.lacks("calendars", model.based_on):
        yield entry.problem(
            "jurisdiction.calendar_missing",
            Text.of(f"没有日历“{model.based_on}”。", f"There is no calendar '{model.based_on}'."),
            Text.of("改正 based_on。", "Correct based_on."),
            "based_on",
        )
    seen, base = {model.code}, pack.entry("calendars", model.based_on)
    while base is not None:
        if base.key in seen:
            yield entry.problem(
                "jurisdiction.calendar_circle",
                Text.of("日历互相依据，成了一个圈。", "The calendars are based on each other."),
                Text.of("去掉其中一个 based_on。", "Remove one based_on."),
                "based_on",
            )
            return
        seen.add(base.key)
        above = base.model.based_on
        base = pack.entry("calendars", above) if above else None


def _year(entry: Entry[Any], year: YearEntry, index: int) -> Problems:
    off = {day for holiday in year.holidays for day in holiday.days()}
    for number, holiday in enumerate(year.holidays):
        place = ("years", index, "holidays", number)
        if holiday.last is not None and holiday.last < holiday.first:
            yield entry.problem(
                "jurisdiction.holiday_backwards",
                Text.of("假期的最后一天在第一天之前。", "The holiday ends before it begins."),
                Text.of("改正 first 或 last。", "Correct first or last."),
                *place,
            )
        elif {holiday.first.year, (holiday.last or holiday.first).year} != {year.year}:
            yield _outside(entry, year, *place)
    for number, day in enumerate(year.workdays):
        if day.year != year.year:
            yield _outside(entry, year, "years", index, "workdays", number)
        if day in off:
            yield entry.problem(
                "jurisdiction.day_off_and_worked",
                Text.of(f"{day} 既放假又上班。", f"{day} is both off and worked."),
                Text.of("保留其中一种。", "Keep one of them."),
                "years",
                index,
                "workdays",
                number,
            )


def _outside(entry: Entry[Any], year: YearEntry, *path: str | int) -> PackProblem:
    return entry.problem(
        "jurisdiction.day_outside_year",
        Text.of(f"这一天不在{year.year}年。", f"This day is not in {year.year}."),
        Text.of("把它写到所属年份的表里。", "Put it into the table of its own year."),
        *path,
    )


def check_code_lists(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    """No code twice in a list."""
    del pack
    for entry in entries:
        model: CodeListEntry = entry.model
        seen: set[str] = set()
        for index, item in enumerate(model.entries):
            if item.code in seen:
                yield entry.problem(
                    "jurisdiction.code_twice",
                    Text.of(f"代码 {item.code} 出现两次。", f"The code {item.code} occurs twice."),
                    Text.of("删去一个，或改正代码。", "Remove one, or correct the code."),
                    "entries",
                    index,
                    "code",
                )
            seen.add(item.code)
