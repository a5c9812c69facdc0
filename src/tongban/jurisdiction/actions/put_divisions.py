"""put_divisions: write the whole known life of some divisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from tongban.jurisdiction.actions.announce import announce
from tongban.jurisdiction.domain.history import Succession
from tongban.jurisdiction.domain.records import Changes, DivisionRecord, Progress, no_progress
from tongban.jurisdiction.events import DIVISIONS_CHANGED
from tongban.jurisdiction.models import Division
from tongban.jurisdiction.models import Succession as SuccessionRow
from tongban.jurisdiction.policies import may_change_codes
from tongban.jurisdiction.refusals import CodesNotYours
from tongban.kernel.actor import Actor

_BATCH = 4000
_FIELDS = ("valid_until", "name", "level", "parent_code", "source")


def put_divisions(
    *,
    actor: Actor,
    records: Sequence[DivisionRecord],
    successions: Sequence[Succession],
    source: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Changes:
    """Make ``records`` the whole life of the codes they speak of; other codes are not touched.

    Counts periods. What is already so is left alone, so a repeat writes nothing: no row, no leaf,
    no event. Refuses with CodesNotYours.
    """
    if not may_change_codes(actor):
        raise CodesNotYours
    with transaction.atomic():
        _one_writer_at_a_time()
        codes = {record.code for record in records}
        new, different, gone = _compare(records, codes)
        moved = _successions_differ(successions, codes)
        changes = Changes(len(new), len(different), len(records) - len(new) - len(different))
        if dry_run or not (changes.any or gone or moved):
            return changes
        Division.objects.filter(id__in=gone).delete()
        _write(different, new, source, progress)
        if moved:
            _write_successions(successions, codes, source)
        announce(
            event=DIVISIONS_CHANGED,
            about="divisions",
            source=source,
            changes=changes,
            actor=actor,
            now=now,
        )
        return changes


def _one_writer_at_a_time() -> None:
    """Readers go on; another import waits, or both would compare against the same old rows."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE jurisdiction_division IN SHARE ROW EXCLUSIVE MODE")


def _compare(
    records: Sequence[DivisionRecord], codes: set[str]
) -> tuple[list[DivisionRecord], list[DivisionRecord], list[int]]:
    """Records that are new, records that differ from their row, ids of rows to drop."""
    rows = Division.objects.filter(code__in=codes).order_by("code", "valid_from")
    standing = {(row.code, row.valid_from): row for row in rows.iterator(chunk_size=_BATCH)}
    new, different = [], []
    for record in records:
        row = standing.pop((record.code, record.valid_from), None)
        if row is None:
            new.append(record)
        elif _values(record) != (
            row.valid_until, row.name, row.level, row.parent_code
        ):  # fmt: skip
            different.append(record)
    return new, different, [row.pk for row in standing.values()]


def _values(record: DivisionRecord) -> tuple[date | None, dict[str, str], str, str]:
    name = record.name.to_mapping()
    return (record.valid_until, name, record.level.value, record.parent_code)


def _write(
    different: list[DivisionRecord], new: list[DivisionRecord], source: str, progress: Progress
) -> None:
    rows = [_row(record, source) for record in (*different, *new)]
    for start in range(0, len(rows), _BATCH):
        Division.objects.bulk_create(
            rows[start : start + _BATCH],
            update_conflicts=True,
            unique_fields=("code", "valid_from"),
            update_fields=_FIELDS,
        )
        progress(min(start + _BATCH, len(rows)), len(rows))


def _row(record: DivisionRecord, source: str) -> Division:
    valid_until, name, level, parent_code = _values(record)
    return Division(
        code=record.code,
        valid_from=record.valid_from,
        valid_until=valid_until,
        name=name,
        level=level,
        parent_code=parent_code,
        source=source,
    )


def _successions_differ(successions: Iterable[Succession], codes: set[str]) -> bool:
    wanted: dict[str, set[Succession]] = defaultdict(set)
    for step in successions:
        wanted[step.code].add(step)
    standing: dict[str, set[Succession]] = defaultdict(set)
    rows = SuccessionRow.objects.filter(code__in=codes).order_by("id")
    for code, successor, on, partial in rows.values_list("code", "successor", "on", "partial"):
        standing[code].add(Succession(code, successor, on, partial))
    return wanted != standing


def _write_successions(successions: Sequence[Succession], codes: set[str], source: str) -> None:
    SuccessionRow.objects.filter(code__in=codes).delete()
    SuccessionRow.objects.bulk_create(
        (
            SuccessionRow(
                code=step.code,
                successor=step.successor,
                on=step.on,
                partial=step.partial,
                source=source,
            )
            for step in dict.fromkeys(successions)
        ),
        batch_size=_BATCH,
    )
