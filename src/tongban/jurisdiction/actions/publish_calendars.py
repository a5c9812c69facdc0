"""publish_calendars: the calendars of a pack release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView
from tongban.jurisdiction.actions.put_calendar import put_calendar
from tongban.jurisdiction.domain.calendars import YearTable
from tongban.jurisdiction.schema import CalendarEntry, YearEntry
from tongban.kernel.actor import Actor


def publish_calendars(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    """Write the calendars of a release year by year; years loaded otherwise stay."""
    for entry in entries:
        model: CalendarEntry = entry.model
        put_calendar(
            actor=actor,
            code=model.code,
            title=model.title,
            zone=model.zone,
            based_on=model.based_on or "",
            tables=[_table(year) for year in model.years],
            source=f"pack:{release.pack}",
            now=now,
        )


def _table(year: YearEntry) -> YearTable:
    return YearTable(
        year=year.year,
        holidays={day: holiday.name.zh for holiday in year.holidays for day in holiday.days()},
        workdays=dict.fromkeys(year.workdays, "调休上班"),
    )
