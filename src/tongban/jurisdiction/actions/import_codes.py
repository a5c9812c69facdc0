"""import_codes: take a real file of divisions, holidays or codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from tongban.jurisdiction.actions.put_calendar import put_calendar
from tongban.jurisdiction.actions.put_code_list import put_code_list
from tongban.jurisdiction.actions.put_divisions import put_divisions
from tongban.jurisdiction.adapters.csv_file import read_csv
from tongban.jurisdiction.domain.files import calendar_days, division_history, divisions
from tongban.jurisdiction.domain.files.code_lists import (
    COUNTRIES,
    ETHNICITY,
    ListFile,
    read_code_list,
)
from tongban.jurisdiction.domain.files.rows import Header, Row
from tongban.jurisdiction.domain.history import Succession
from tongban.jurisdiction.domain.records import Changes, DivisionRecord, Progress, no_progress
from tongban.jurisdiction.models import Division, WorkCalendar
from tongban.jurisdiction.models import Succession as SuccessionRow
from tongban.jurisdiction.policies import may_change_codes
from tongban.jurisdiction.refusals import CodesFileShapeUnknown, CodesKindUnknown, CodesNotYours
from tongban.jurisdiction.views import DivisionLevel, ImportReport, RejectedRow
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

Outcome = tuple[Changes, list[RejectedRow]]


@dataclass(frozen=True, slots=True)
class _Task:
    """One import: who, from which file, when, how."""

    actor: Actor
    source: str
    now: datetime
    as_of: date
    dry_run: bool
    progress: Progress
    header: Header
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class _Importer:
    headers: tuple[Header, ...]
    run: Callable[[_Task], Outcome]


def import_codes(
    *,
    actor: Actor,
    kind: str,
    path: Path,
    now: datetime,
    as_of: date | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import a CSV file of one of ``CODE_KINDS``; its good rows land together, the bad are listed.

    ``as_of`` is the day a list of divisions describes (the day of ``now`` without it). With
    ``dry_run`` nothing is written and the report is the same. A second import of the same file
    changes nothing. Refuses with CodesKindUnknown, CodesFileUnreadable, CodesFileShapeUnknown,
    CodesNotYours.
    """
    importer = _IMPORTERS.get(kind)
    if importer is None:
        raise CodesKindUnknown(kind, CODE_KINDS)
    if not may_change_codes(actor):
        raise CodesNotYours
    header, rows = read_csv(path)
    if header not in importer.headers:
        expected = " | ".join(",".join(columns) for columns in importer.headers)
        raise CodesFileShapeUnknown(kind, header, expected)
    source = f"file:{path.name}"[:80]
    day = as_of or now.date()
    with transaction.atomic():
        task = _Task(actor, source, now, day, dry_run, progress, header, rows)
        changes, rejected = importer.run(task)
    return ImportReport(
        kind=kind,
        read=len(rows),
        added=changes.added,
        changed=changes.changed,
        unchanged=changes.unchanged,
        rejected=tuple(rejected),
        dry_run=dry_run,
    )


def _import_history(task: _Task) -> Outcome:
    records, steps, rejected = division_history.read_history(task.rows)
    return _put_divisions(task, records, steps), rejected


def _import_divisions(task: _Task) -> Outcome:
    listed, rejected = divisions.read_list(task.header, task.rows)
    codes = [entry.code for entry in listed]
    standing = set(Division.objects.order_by("code").values_list("code", flat=True)) | set(codes)
    merged = divisions.merge_list(listed, _known(codes), standing, task.as_of)
    changed_codes = {record.code for record in merged.records}
    steps = [*_known_steps(changed_codes), *merged.steps]
    changes = _put_divisions(task, merged.records, steps)
    # Periods that were rewritten as they stood are no news.
    untouched = Changes(changes.added, changes.changed, merged.unchanged)
    return untouched, sorted([*rejected, *merged.rejected], key=lambda entry: entry.line)


def _put_divisions(task: _Task, records: list[DivisionRecord], steps: list[Succession]) -> Changes:
    return put_divisions(
        actor=task.actor,
        records=records,
        successions=steps,
        source=task.source,
        now=task.now,
        dry_run=task.dry_run,
        progress=task.progress,
    )


def _import_calendar(task: _Task) -> Outcome:
    tables, rejected = calendar_days.read_days(task.rows)
    standing = WorkCalendar.objects.filter(code="default").order_by("code").first()
    changes = put_calendar(
        actor=task.actor,
        code="default",
        title=Text.from_mapping(standing.title) if standing else _NATIONAL,
        zone=standing.zone if standing else "Asia/Shanghai",
        based_on=standing.based_on if standing else "",
        tables=tables,
        source=task.source,
        now=task.now,
        dry_run=task.dry_run,
    )
    return changes, rejected


def _code_list_importer(shape: ListFile) -> _Importer:
    def run(task: _Task) -> Outcome:
        records, rejected = read_code_list(shape, task.rows)
        changes = put_code_list(
            actor=task.actor,
            scheme=shape.scheme,
            title=shape.title,
            records=records,
            source=task.source,
            now=task.now,
            dry_run=task.dry_run,
        )
        return changes, rejected

    return _Importer((shape.header,), run)


def _known(codes: list[str]) -> Mapping[str, list[DivisionRecord]]:
    found: dict[str, list[DivisionRecord]] = defaultdict(list)
    for row in Division.objects.filter(code__in=codes).order_by("code", "valid_from"):
        record = DivisionRecord(
            code=row.code,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            name=Text.from_mapping(row.name),
            level=DivisionLevel(row.level),
            parent_code=row.parent_code,
        )
        found[row.code].append(record)
    return found


def _known_steps(codes: set[str]) -> list[Succession]:
    rows = SuccessionRow.objects.filter(code__in=codes).order_by("code", "on", "successor")
    return [Succession(row.code, row.successor, row.on, row.partial) for row in rows]


_NATIONAL = Text.of("国家日历", "National calendar")
_IMPORTERS = {
    "division-history": _Importer((division_history.HEADER,), _import_history),
    "divisions": _Importer(divisions.HEADERS, _import_divisions),
    "calendar": _Importer((calendar_days.HEADER,), _import_calendar),
    "ethnicity": _code_list_importer(ETHNICITY),
    "countries": _code_list_importer(COUNTRIES),
}
CODE_KINDS = tuple(_IMPORTERS)
