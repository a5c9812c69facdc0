"""Merging a chunk of drafts into the tables: one COPY, a few set-wise statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.import_report import ChangedItem
from tongban.catalogue.domain.import_row import Draft
from tongban.kernel.ids import new_id

_COLUMNS = (
    "code", "version_id", "basic_code", "agency_code", "agency_known", "region", "level", "flags",
    "digest", "document", "agency_name",
)  # fmt: skip
_STAGE = """
    CREATE TEMP TABLE catalogue_staged (
        code text, version_id text, basic_code text, agency_code text, agency_known boolean,
        region text, level text, flags text[], digest text, document jsonb, agency_name jsonb
    ) ON COMMIT DROP;
    CREATE TEMP TABLE catalogue_staged_basic (
        code text, item_type text, document jsonb, digest text
    ) ON COMMIT DROP;
"""
# Basic items learned from a list never touch those an authority published.
_BASICS = """
    INSERT INTO catalogue_basicitem (code, item_type, line, document, digest, locked, updated_at)
    SELECT DISTINCT ON (code) code, item_type, '', document, digest, false, %(now)s
    FROM catalogue_staged_basic ORDER BY code, digest
    ON CONFLICT (code) DO NOTHING
"""
_NEW_ITEMS = """
    INSERT INTO catalogue_item
        (code, basic_code, agency_code, agency_known, flags, region, level, latest_version,
         latest_digest)
    SELECT code, basic_code, agency_code, agency_known, flags, region, level, 0, ''
    FROM catalogue_staged
    ON CONFLICT (code) DO NOTHING
"""
_LOCK_CHANGED = """
    CREATE TEMP TABLE catalogue_changed ON COMMIT DROP AS
    SELECT s.*, i.latest_version
    FROM catalogue_staged s JOIN catalogue_item i ON i.code = s.code
    WHERE i.latest_digest <> s.digest
    FOR UPDATE OF i
"""
_SUPERSEDE = """
    UPDATE catalogue_itemversion v SET state = %(superseded)s
    FROM catalogue_changed c
    WHERE v.item_id = c.code AND v.state = ANY(%(open)s)
"""
_VERSIONS = """
    INSERT INTO catalogue_itemversion
        (id, item_id, version, state, document, digest, agency_name, created_at,
         plan_effective_date, plan_cancel_date)
    SELECT version_id, code, latest_version + 1, %(draft)s, document, digest, agency_name, %(now)s,
           (document ->> 'plan_effective_date')::date, (document ->> 'plan_cancel_date')::date
    FROM catalogue_changed
"""
_ITEMS = """
    UPDATE catalogue_item i
    SET latest_version = c.latest_version + 1, latest_digest = c.digest, flags = c.flags,
        basic_code = c.basic_code, agency_code = c.agency_code, agency_known = c.agency_known,
        region = c.region, level = c.level
    FROM catalogue_changed c WHERE i.code = c.code
"""
_OUTCOME = "SELECT code, latest_version FROM catalogue_changed ORDER BY code"


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """What a chunk did; ``changed`` are items that had a version before."""

    created: int
    changed: tuple[ChangedItem, ...]
    unchanged: int


def merge_drafts(
    drafts: Sequence[Draft], known_agencies: frozenset[str], now: datetime
) -> ChunkOutcome:
    """Write drafts of distinct codes as new versions where they differ from the newest one.

    Runs in the caller's transaction; locks the items it changes.
    """
    states: dict[str, Any] = {
        "now": now,
        "draft": VersionState.DRAFT.value,
        "superseded": VersionState.SUPERSEDED.value,
        "open": [VersionState.DRAFT.value, VersionState.IN_REVIEW.value],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        _copy(cursor, "catalogue_staged", _COLUMNS, [_staged(d, known_agencies) for d in drafts])
        basics = {draft.basic.code: draft.basic for draft in drafts if draft.basic is not None}
        _copy(
            cursor,
            "catalogue_staged_basic",
            ("code", "item_type", "document", "digest"),
            [(b.code, b.item_type, b.document, b.digest) for b in basics.values()],
        )
        for statement in (_BASICS, _NEW_ITEMS, _LOCK_CHANGED, _SUPERSEDE, _VERSIONS, _ITEMS):
            cursor.execute(statement, states)
        cursor.execute(_OUTCOME)
        moved = cursor.fetchall()
        cursor.execute("DROP TABLE catalogue_staged, catalogue_staged_basic, catalogue_changed")
    changed = tuple(ChangedItem(code, old, old + 1) for code, old in moved if old)
    return ChunkOutcome(len(moved) - len(changed), changed, len(drafts) - len(moved))


def compare_drafts(drafts: Sequence[Draft]) -> ChunkOutcome:
    """What :func:`merge_drafts` would do, without doing it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, latest_version, latest_digest FROM catalogue_item WHERE code = ANY(%s)"
            " ORDER BY code",
            [[draft.code for draft in drafts]],
        )
        known = {code: (version, digest) for code, version, digest in cursor.fetchall()}
    changed = tuple(
        ChangedItem(draft.code, known[draft.code][0], known[draft.code][0] + 1)
        for draft in drafts
        if draft.code in known and known[draft.code][1] != draft.digest
    )
    created = sum(draft.code not in known for draft in drafts)
    return ChunkOutcome(created, changed, len(drafts) - created - len(changed))


def _staged(draft: Draft, known_agencies: frozenset[str]) -> tuple[Any, ...]:
    return (
        draft.code,
        new_id("itemv"),
        draft.basic_code,
        draft.agency_code,
        draft.agency_code in known_agencies,
        draft.region,
        draft.level,
        list(draft.flags),
        draft.digest,
        draft.document,
        draft.agency_name,
    )


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    # Table and columns are constants of this module.
    with cursor.cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
