"""import_catalogue: a province's list of items becomes drafts here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tongban.agencies.api import agencies
from tongban.catalogue.adapters.ahead import ahead
from tongban.catalogue.adapters.item_files import FileRow, digest_of_file, read_rows
from tongban.catalogue.adapters.profile_files import load_profile
from tongban.catalogue.adapters.staging import ChunkOutcome, compare_drafts, merge_drafts
from tongban.catalogue.domain.import_profile import Profile
from tongban.catalogue.domain.import_report import CatalogueImportReport, ChangedItem, RowNote
from tongban.catalogue.domain.import_row import Draft, RowReader
from tongban.catalogue.models import ImportRun
from tongban.catalogue.policies import may_import
from tongban.catalogue.refusals import ImportingNotAllowed
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record

CHUNK_ROWS = 5_000
_CHANGES_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Drafts to write at once, and how far the file had been read when they were complete."""

    drafts: list[Draft]
    rows: int
    rejected: int
    flagged: int


@dataclass
class _Tally:
    """What has been read and written so far; reading runs a chunk ahead of writing."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    changed: int = 0
    changed_items: list[ChangedItem] = field(default_factory=list)
    rejected: list[RowNote] = field(default_factory=list)
    flagged: list[RowNote] = field(default_factory=list)

    def chunk(self, drafts: list[Draft]) -> _Chunk:
        return _Chunk(drafts, self.rows, len(self.rejected), len(self.flagged))

    def add(self, outcome: ChunkOutcome) -> None:
        self.created += outcome.created
        self.unchanged += outcome.unchanged
        self.changed += len(outcome.changed)
        room = _CHANGES_TOLD - len(self.changed_items)
        self.changed_items += outcome.changed[:room]


def import_catalogue(
    *,
    actor: Actor,
    path: Path,
    profile: str,
    now: datetime,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> CatalogueImportReport:
    """Read the file at ``path`` by an import profile (name or path) and store its items as drafts.

    A row equal to the item's newest version changes nothing, another makes its next version; rows
    that cannot be read are listed with every reason; a bad agency code is flagged, not refused.
    Written in chunks of ``CHUNK_ROWS``, each one transaction with one evidence leaf: a run that
    was broken off continues after its last chunk. ``progress`` gets the number of rows done.
    ``dry_run`` reads and compares only. Refusals: ImportingNotAllowed, ProfileNotFound,
    ProfileFaulty, ImportFileUnreadable. Source: national exchange tables ``up_task_general_basic``.
    """
    if not may_import(actor):
        raise ImportingNotAllowed
    rules = load_profile(profile)
    digest = digest_of_file(path)
    tally = _Tally()
    if dry_run:
        for chunk in _chunks(path, rules, tally, 0):
            tally.add(compare_drafts(chunk.drafts))
            _tell(progress, chunk.rows)
        return _report("", rules, tally, dry_run=True, resumed_at=0)
    run = _open_run(rules, digest, now)
    resumed_at = run.done_rows
    known = frozenset(agency.code for agency in agencies())
    for chunk in ahead(_chunks(path, rules, tally, resumed_at)):
        with transaction.atomic():
            tally.add(_write(actor, run, chunk, known, now))
        _tell(progress, chunk.rows)
    _close_run(actor, run, tally, now)
    return _report(run.id, rules, tally, dry_run=False, resumed_at=resumed_at)


def _chunks(path: Path, profile: Profile, tally: _Tally, done: int) -> Iterator[_Chunk]:
    """Drafts of distinct codes, chunk by chunk; rows already ``done`` are read, not given."""
    reader = RowReader(profile)
    seen: dict[str, int] = {}
    drafts: list[Draft] = []
    for row in read_rows(path, profile.format):
        tally.rows += 1
        draft = _read(reader, row, seen, tally)
        if tally.rows <= done:
            continue
        if draft is not None:
            drafts.append(draft)
        if tally.rows % CHUNK_ROWS == 0:
            yield tally.chunk(drafts)
            drafts = []
    if tally.rows % CHUNK_ROWS or not tally.rows:
        yield tally.chunk(drafts)


def _read(reader: RowReader, row: FileRow, seen: dict[str, int], tally: _Tally) -> Draft | None:
    if row.fault:
        tally.rejected.append(RowNote(row.line, "", (row.fault,)))
        return None
    found = reader.read(row.values)
    if not isinstance(found, Draft):
        tally.rejected.append(RowNote(row.line, found.code, found.reasons))
        return None
    first = seen.setdefault(found.code, row.line)
    if first != row.line:
        reason = f"code：与第{first}行是同一个编码"
        tally.rejected.append(RowNote(row.line, found.code, (reason,)))
        return None
    if found.flags:
        tally.flagged.append(RowNote(row.line, found.code, found.flags))
    return found


def _open_run(profile: Profile, digest: str, now: datetime) -> ImportRun:
    run, _ = ImportRun.objects.get_or_create(
        profile=profile.code,
        file_digest=digest,
        finished_at__isnull=True,
        defaults={"id": new_id("import"), "started_at": now},
    )
    return run


def _write(
    actor: Actor,
    run: ImportRun,
    chunk: _Chunk,
    known_agencies: frozenset[str],
    now: datetime,
) -> ChunkOutcome:
    """One chunk: rows, run record and evidence, together."""
    locked = ImportRun.objects.select_for_update().get(id=run.id)
    outcome = merge_drafts(chunk.drafts, known_agencies, now)
    locked.done_rows = chunk.rows
    locked.created += outcome.created
    locked.changed += len(outcome.changed)
    locked.unchanged += outcome.unchanged
    locked.rejected, locked.flagged = chunk.rejected, chunk.flagged
    locked.save()
    content = hashlib.sha256()
    for draft in chunk.drafts:
        content.update(f"{draft.code} {draft.digest}\n".encode())
    facts = {
        "file": run.file_digest,
        "profile": run.profile,
        "rows_done": chunk.rows,
        "created": outcome.created,
        "changed": len(outcome.changed),
        "items_digest": content.hexdigest(),
    }
    record(kind="catalogue.chunk_imported", about=run.id, facts=facts, actor=actor, now=now)
    return outcome


def _close_run(actor: Actor, run: ImportRun, tally: _Tally, now: datetime) -> None:
    facts = {
        "profile": run.profile,
        "rows": tally.rows,
        "rejected": len(tally.rejected),
        "flagged": len(tally.flagged),
    }
    with transaction.atomic():
        ImportRun.objects.filter(id=run.id).update(finished_at=now)
        record(kind="catalogue.imported", about=run.id, facts=facts, actor=actor, now=now)
        publish(event="catalogue.imported", aggregate=run.id, payload=facts, now=now)


def _tell(progress: Callable[[int], None] | None, rows: int) -> None:
    if progress is not None:
        progress(rows)


def _report(
    run_id: str, profile: Profile, tally: _Tally, *, dry_run: bool, resumed_at: int
) -> CatalogueImportReport:
    return CatalogueImportReport(
        run_id=run_id,
        profile=profile.code,
        dry_run=dry_run,
        rows=tally.rows,
        created=tally.created,
        changed=tally.changed,
        unchanged=tally.unchanged,
        rejected=tuple(tally.rejected),
        flagged=tuple(tally.flagged),
        changed_items=tuple(tally.changed_items),
        resumed_at=resumed_at,
    )
