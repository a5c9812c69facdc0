"""index_items: write the search rows of items, one per item."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from tongban.catalogue.domain.codes import VersionState
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.search_row import IndexRow, index_row
from tongban.catalogue.models import Item
from tongban.catalogue.queries.row_json import loaded
from tongban.kernel.text import Text

_BATCH = 1_000
# The version people see, else the newest draft, so that its editor finds it.
_VERSIONS = """
    SELECT DISTINCT ON (v.item_id) v.id, v.state, v.document, v.agency_name
    FROM catalogue_itemversion v
    WHERE v.item_id = ANY(%s) AND v.state <> ALL(%s)
    ORDER BY v.item_id, (v.state = ANY(%s)) DESC, v.version DESC
"""
_CURRENT = [VersionState.PUBLISHED.value, VersionState.SUSPENDED.value]
_GONE = [VersionState.SUPERSEDED.value, VersionState.CANCELLED.value]
_UPSERT = """
    INSERT INTO catalogue_searchrow
        (item_id, version_id, state, name_key, region, popularity, themes, hit, vector)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::tsvector)
    ON CONFLICT (item_id) DO UPDATE SET
        version_id = excluded.version_id, state = excluded.state, name_key = excluded.name_key,
        region = excluded.region, popularity = excluded.popularity, themes = excluded.themes,
        hit = excluded.hit, vector = excluded.vector
"""


def index_items(codes: Sequence[str]) -> int:
    """Bring the search rows of these items in line with their versions; how many rows now stand.

    Items without a visible version or draft lose their row. Call it inside the transaction of the
    change, so that what was just published is found.
    """
    indexed = 0
    for start in range(0, len(codes), _BATCH):
        batch = list(codes[start : start + _BATCH])
        with transaction.atomic(), connection.cursor() as cursor:
            rows = list(_rows(cursor, batch))
            kept = {row.code for row in rows}
            gone = [code for code in batch if code not in kept]
            cursor.execute("DELETE FROM catalogue_searchrow WHERE item_id = ANY(%s)", [gone])
            cursor.executemany(_UPSERT, [_values(row) for row in rows])
        indexed += len(rows)
    return indexed


def index_all(progress: Callable[[int], None] | None = None) -> int:
    """Index every item, oldest code first; ``progress`` gets the number done after each batch."""
    done, last = 0, ""
    while True:
        codes = list(
            Item.objects.filter(code__gt=last)
            .order_by("code")
            .values_list("code", flat=True)[:_BATCH]
        )
        if not codes:
            return done
        index_items(codes)
        done, last = done + len(codes), codes[-1]
        if progress is not None:
            progress(done)


def _rows(cursor: Any, codes: list[str]) -> Iterator[IndexRow]:
    cursor.execute(_VERSIONS, [codes, _GONE, _CURRENT])
    for version_id, state, stored, agency_name in cursor.fetchall():
        document = ItemDocument.model_validate(loaded(stored))
        yield index_row(
            document,
            version_id=version_id,
            state=VersionState(state),
            agency_name=Text.from_mapping(loaded(agency_name)),
            name=document.name or document.handling_name or Text.of(document.code),
        )


def _values(row: IndexRow) -> tuple[Any, ...]:
    return (
        row.code,
        row.version_id,
        row.state,
        row.name_key,
        row.region,
        row.popularity,
        row.themes,
        json.dumps(row.hit, ensure_ascii=False),
        row.vector,
    )
