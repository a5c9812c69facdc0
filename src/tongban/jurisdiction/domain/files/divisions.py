"""Lists of divisions as they stand: provinces, cities, areas (counties) and streets (townships).

The four are told apart by their columns. Short codes are filled up: ``11`` → ``110000``, ``1301``
→ ``130100``. A list says nothing about the past: its day (``as_of``) starts what is new in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tongban.jurisdiction.domain.files.rows import BadRow, Header, Row, bad, digits, required
from tongban.jurisdiction.domain.history import Succession, valid_on
from tongban.jurisdiction.domain.records import DivisionRecord
from tongban.jurisdiction.views import DivisionLevel, RejectedRow
from tongban.kernel.text import Text

PROVINCES: Header = ("code", "name")
CITIES: Header = ("code", "name", "provinceCode")
AREAS: Header = ("code", "name", "cityCode", "provinceCode")
STREETS: Header = ("code", "name", "areaCode", "provinceCode", "cityCode")
HEADERS = (PROVINCES, CITIES, AREAS, STREETS)
# Headings of the statistical code list that stand where no prefecture is.
_NOT_A_PLACE = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the code filled up, and where it says it belongs, nearest first."""

    line: int
    code: str
    name: str
    level: DivisionLevel
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A list laid over what is known: the whole life of every code it changes, and new steps."""

    records: list[DivisionRecord]
    steps: list[Succession]
    unchanged: int
    rejected: list[RejectedRow]


def read_list(header: Header, rows: Iterable[Row]) -> tuple[list[Listed], list[RejectedRow]]:
    """The lines of a list and every row that cannot be taken."""
    listed: dict[str, Listed] = {}
    rejected: list[RejectedRow] = []
    for number, row in rows:
        try:
            entry = _READERS[header](number, row)
            if entry.code in listed:
                raise bad(
                    f"代码 {entry.code} 在第{listed[entry.code].line}行已出现。",
                    f"The code {entry.code} occurs already in line {listed[entry.code].line}.",
                )
            listed[entry.code] = entry
        except BadRow as fault:
            rejected.append(fault.rejected(number, row.get("code", "")))
    return list(listed.values()), rejected


def merge_list(
    listed: Iterable[Listed],
    known: Mapping[str, list[DivisionRecord]],
    standing: Collection[str],
    as_of: date,
) -> Merged:
    """What a list of ``as_of`` changes in the ``known`` periods of its codes.

    ``standing`` are all codes there are, to find parents. A new name or parent ends the period it
    finds and begins another; the same code leads on to itself.
    """
    merged = Merged([], [], 0, [])
    unchanged = 0
    for entry in listed:
        record = _record(entry, standing, as_of)
        periods = known.get(entry.code, [])
        now = valid_on(periods, as_of)
        newest = valid_on(periods, None)
        if now is not None and (now.name.zh, now.parent_code) == (entry.name, record.parent_code):
            unchanged += 1
        elif newest is None or (newest.valid_until is not None and newest.valid_until <= as_of):
            merged.records.extend((*periods, record))
        elif now is None or now is not newest or now.valid_from >= as_of:
            merged.rejected.append(_older(entry, newest))
        else:
            ended = replace(now, valid_until=as_of)
            merged.records.extend((*(p for p in periods if p is not now), ended, record))
            merged.steps.append(Succession(entry.code, entry.code, as_of))
    return replace(merged, unchanged=unchanged)


def _record(entry: Listed, standing: Collection[str], as_of: date) -> DivisionRecord:
    # A city without counties (东莞) stands in the list of counties under its own code.
    above = [code for code in entry.parents if code != entry.code]
    found = [code for code in above if code in standing]
    parent = (found or [*above, ""])[0]
    return DivisionRecord(entry.code, as_of, None, Text.of(entry.name), entry.level, parent)


def _older(entry: Listed, newest: DivisionRecord) -> RejectedRow:
    fault = bad(
        f"已有 {newest.valid_from} 起的更新记录“{newest.name.zh}”。",
        f"A record since {newest.valid_from} ('{newest.name.zh}') is newer than this list.",
        "用 --as-of 写明这份名单的日期，或删去这一行。",
        "Give the day of this list with --as-of, or drop the row.",
    )
    return fault.rejected(entry.line, entry.code)


def _name(row: Mapping[str, str]) -> str:
    name = required(row, "name")
    if name in _NOT_A_PLACE:
        raise bad(
            f"“{name}”是统计用的分组，不是行政区划。",
            f"'{name}' is a heading of the statistical list, not a division.",
            "不需要导入，可以忽略。",
            "It need not be imported.",
        )
    return name


def _province(line: int, row: Mapping[str, str]) -> Listed:
    code = digits(required(row, "code"), 2) + "0000"
    return Listed(line, code, _name(row), DivisionLevel.PROVINCE, ())


def _city(line: int, row: Mapping[str, str]) -> Listed:
    code = digits(required(row, "code"), 4)
    _within(code, row, "provinceCode")
    parents = (f"{code[:2]}0000",)
    return Listed(line, f"{code}00", _name(row), DivisionLevel.CITY, parents)


def _area(line: int, row: Mapping[str, str]) -> Listed:
    code = digits(required(row, "code"), 6)
    _within(code, row, "cityCode", "provinceCode")
    # A county may lie directly under its province; the list then names a city that is none.
    parents = (f"{code[:4]}00", f"{code[:2]}0000")
    return Listed(line, code, _name(row), DivisionLevel.COUNTY, parents)


def _street(line: int, row: Mapping[str, str]) -> Listed:
    code = digits(required(row, "code"), 9)
    _within(code, row, "areaCode", "cityCode", "provinceCode")
    parents = (code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    return Listed(line, code, _name(row), DivisionLevel.TOWNSHIP, parents)


def _within(code: str, row: Mapping[str, str], *columns: str) -> None:
    for column in columns:
        if not code.startswith(required(row, column)):
            raise bad(
                f"代码 {code} 不在 {column} 的 {row[column]} 之内。",
                f"The code {code} does not lie in {row[column]} ({column}).",
            )


_READERS = {PROVINCES: _province, CITIES: _city, AREAS: _area, STREETS: _street}
