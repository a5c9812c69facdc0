"""Reading divisions, calendars and code lists. Public reference data: no actor is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from django.db import connection

from tongban.content.api import standing
from tongban.jurisdiction.domain.calendars import YearTable, build_calendar
from tongban.jurisdiction.domain.history import Succession, ending, holds_on, living_successors
from tongban.jurisdiction.domain.history import valid_on as period_valid_on
from tongban.jurisdiction.models import CalendarYear, CodeList, Division, WorkCalendar
from tongban.jurisdiction.models import Succession as SuccessionRow
from tongban.jurisdiction.refusals import CalendarUnknown, CodeListUnknown, DivisionUnknown
from tongban.jurisdiction.views import CodeEntry, CodeListView, DivisionLevel, DivisionView
from tongban.kernel.calendar import Calendar
from tongban.kernel.text import Text

_MAX_DEPTH = 8
_UNDER = """
    WITH RECURSIVE under (code, depth) AS (
        SELECT %s::text, 0
        UNION
        SELECT child.code, under.depth + 1
        FROM jurisdiction_division AS child JOIN under ON child.parent_code = under.code
        WHERE under.depth < %s AND child.valid_from <= COALESCE(%s::date, 'infinity'::date)
            AND COALESCE(child.valid_until, 'infinity'::date) > COALESCE(%s::date, child.valid_from)
            AND (%s::date IS NOT NULL OR child.valid_until IS NULL)
    )
    SELECT code FROM under WHERE depth > 0
"""


def division(code: str, on: date | None = None) -> DivisionView:
    """The division with this code on that day; without a day, its newest period.

    Refuses with DivisionUnknown when nothing carried the code (then).
    """
    found = period_valid_on(_periods([code]).get(code, ()), on)
    if found is None:
        raise DivisionUnknown(code, on)
    return found


def ancestors(code: str, on: date | None = None) -> tuple[DivisionView, ...]:
    """What a division lies in, nearest first: county, city, province. Refuses DivisionUnknown."""
    chain: list[DivisionView] = []
    parent = division(code, on).parent_code
    while parent and len(chain) < _MAX_DEPTH:
        above = period_valid_on(_periods([parent]).get(parent, ()), on)
        if above is None:  # an imported list may name a parent nobody has loaded
            break
        chain.append(above)
        parent = above.parent_code
    return tuple(chain)


def children(code: str, on: date | None = None) -> tuple[DivisionView, ...]:
    """The divisions directly under one, by code; those living now, or on a given day.

    An empty ``code`` asks for the top.
    """
    codes = Division.objects.filter(parent_code=code).order_by("code")
    views = _valid(codes.values_list("code", flat=True).distinct(), on)
    return tuple(view for view in views if view.parent_code == code)


def divisions_under(code: str, on: date | None = None) -> tuple[DivisionView, ...]:
    """Every division below one, at any depth and without itself, by code."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDER, [code, _MAX_DEPTH, on, on, on])
        codes = [row[0] for row in cursor.fetchall()]
    return _valid(codes, on)


def successor_of(code: str, on: date, as_of: date | None = None) -> tuple[DivisionView, ...]:
    """The living divisions that hold what ``code`` held on ``on``; several after a split.

    ``on`` says which place is meant, because a code can be given to another one later. ``as_of``
    stops at that day instead of today's record. Empty when the record does not say what became of
    it. Refuses with DivisionUnknown.
    """
    periods: dict[str, tuple[DivisionView, ...]] = {}
    steps: dict[str, tuple[Succession, ...]] = {}
    waiting = {code}
    while waiting:
        periods |= dict.fromkeys(waiting, ()) | _periods(waiting)
        steps |= dict.fromkeys(waiting, ()) | _steps(waiting)
        waiting = {s.successor for each in waiting for s in steps[each]} - periods.keys()
    start = period_valid_on(periods[code], on)
    if start is None:
        raise DivisionUnknown(code, on)
    return living_successors(start, periods, steps, as_of)


@standing
def calendar(code: str = "default") -> Calendar:
    """The working calendar of this name, built over the ones it is based on.

    Kept in the process until any calendar changes. Refuses with CalendarUnknown.
    """
    rows = {row.code: row for row in WorkCalendar.objects.order_by("code")}
    if code not in rows:
        raise CalendarUnknown(code)
    chain = [code]
    while (base := rows[chain[-1]].based_on) and base in rows and base not in chain:
        chain.append(base)
    return build_calendar(rows[code].zone, [_tables(each) for each in reversed(chain)])


def local_date(moment: datetime, code: str = "default") -> date:
    """The day it is here at ``moment`` (aware): terms and mandates begin and end by this day.

    While no calendar of that name is loaded, the day in UTC.
    """
    try:
        return calendar(code).local_date(moment)
    except CalendarUnknown:
        return moment.astimezone(UTC).date()


def code_list(scheme: str, on: date | None = None) -> CodeListView:
    """A code list; ``valid`` of its entries as of a day, or by today's record without one.

    Refuses with CodeListUnknown.
    """
    row = CodeList.objects.filter(scheme=scheme).order_by("scheme").first()
    if row is None:
        raise CodeListUnknown(scheme)
    entries = tuple(
        CodeEntry(
            code=entry.code,
            name=Text.from_mapping(entry.name),
            valid=_code_is_valid(entry.valid_from, entry.valid_until, on),
            also=entry.also,
        )
        for entry in row.codes.order_by("place", "id")
    )
    return CodeListView(scheme, Text.from_mapping(row.title), entries)


def _code_is_valid(since: date | None, until: date | None, on: date | None) -> bool:
    if on is None:
        return until is None
    return (since is None or since <= on) and (until is None or on < until)


def _valid(codes: Iterable[str], on: date | None) -> tuple[DivisionView, ...]:
    """The views of these codes that hold on a day (living ones without a day), by code."""
    wanted = tuple(codes)
    found = []
    for periods in _periods(wanted).values():
        view = period_valid_on(periods, on)
        if view is not None and (view.valid_until is None if on is None else holds_on(view, on)):
            found.append(view)
    return tuple(sorted(found, key=lambda view: view.code))


def _periods(codes: Iterable[str]) -> dict[str, tuple[DivisionView, ...]]:
    wanted = tuple(codes)
    steps = _steps(wanted)
    found: dict[str, tuple[DivisionView, ...]] = {}
    for row in Division.objects.filter(code__in=wanted).order_by("code", "valid_from"):
        view = DivisionView(
            code=row.code,
            name=Text.from_mapping(row.name),
            level=DivisionLevel(row.level),
            parent_code=row.parent_code,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        last = tuple(dict.fromkeys(s.successor for s in ending(view, steps.get(row.code, ()))))
        found[row.code] = (*found.get(row.code, ()), replace(view, successors=last))
    return found


def _steps(codes: Iterable[str]) -> dict[str, tuple[Succession, ...]]:
    found: dict[str, tuple[Succession, ...]] = {}
    rows = SuccessionRow.objects.filter(code__in=tuple(codes)).order_by("code", "on", "successor")
    for code, successor, on, partial in rows.values_list("code", "successor", "on", "partial"):
        found[code] = (*found.get(code, ()), Succession(code, successor, on, partial))
    return found


def _tables(code: str) -> list[YearTable]:
    rows = CalendarYear.objects.filter(calendar_id=code).order_by("year")
    return [
        YearTable(
            year=row.year,
            holidays={date.fromisoformat(day): name for day, name in row.holidays.items()},
            workdays={date.fromisoformat(day): name for day, name in row.workdays.items()},
        )
        for row in rows
    ]
