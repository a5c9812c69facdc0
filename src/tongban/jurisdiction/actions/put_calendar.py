"""put_calendar: write yearly tables of a calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from tongban.jurisdiction.actions.announce import announce
from tongban.jurisdiction.domain.calendars import YearTable
from tongban.jurisdiction.domain.records import Changes
from tongban.jurisdiction.events import CALENDAR_CHANGED
from tongban.jurisdiction.models import CalendarYear, WorkCalendar
from tongban.jurisdiction.policies import may_change_codes
from tongban.jurisdiction.refusals import CodesNotYours
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def put_calendar(
    *,
    actor: Actor,
    code: str,
    title: Text,
    zone: str,
    based_on: str,
    tables: Sequence[YearTable],
    source: str,
    now: datetime,
    dry_run: bool = False,
) -> Changes:
    """Replace each year that has a table here by that table; other years stay as they are.

    Counts years. A repeat writes nothing. Refuses with CodesNotYours.
    """
    if not may_change_codes(actor):
        raise CodesNotYours
    with transaction.atomic():
        described = {"title": title.to_mapping(), "zone": zone, "based_on": based_on}
        calendar, made = WorkCalendar.objects.select_for_update().get_or_create(
            code=code, defaults=described
        )
        redescribed = any(getattr(calendar, name) != value for name, value in described.items())
        standing = {row.year: row for row in calendar.years.order_by("year")}
        new, different = [], []
        for table in tables:
            row = standing.get(table.year)
            if row is None:
                new.append(table)
            elif (row.holidays, row.workdays) != (_days(table.holidays), _days(table.workdays)):
                different.append(table)
        changes = Changes(len(new), len(different), len(tables) - len(new) - len(different))
        if dry_run:
            transaction.set_rollback(True)
            return changes
        if changes.any or redescribed or made:
            _write(calendar, described, (*new, *different), source)
            announce(
                event=CALENDAR_CHANGED,
                about=f"calendar:{code}",
                source=source,
                changes=changes,
                actor=actor,
                now=now,
            )
        return changes


def _write(
    calendar: WorkCalendar,
    described: Mapping[str, object],
    tables: Sequence[YearTable],
    source: str,
) -> None:
    for name, value in described.items():
        setattr(calendar, name, value)
    calendar.save()
    for table in tables:
        CalendarYear.objects.update_or_create(
            calendar=calendar,
            year=table.year,
            defaults={
                "holidays": _days(table.holidays),
                "workdays": _days(table.workdays),
                "source": source,
            },
        )


def _days(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): days[day] for day in sorted(days)}
