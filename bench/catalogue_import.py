"""How fast a province's list comes in: rows read, checked, merged and committed as drafts.

The limit is COPY of the same bytes, line by line, into a table of one text column.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from bench._items import write_items
from tongban.catalogue.api import import_catalogue
from tongban.kernel.actor import Actor

DEFAULT_SIZE = 100_000
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_BUFFER = 1 << 20


def run(size: int | None, seed: int) -> dict[str, Any]:
    """Import ``size`` generated rows once, then once more unchanged."""
    count = size or DEFAULT_SIZE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.ndjson"
        write_items(path, count, seed)
        limit = count / _seconds(lambda: _copy(path))
        first = _seconds(lambda: _import(path, created=count))
        again = _seconds(lambda: _import(path, created=0))
        size_mb = path.stat().st_size / 1e6
    return {
        "name": "catalogue-import",
        "value": round(count / first),
        "unit": "items/s",
        "limit": round(limit),
        "again_unchanged": round(count / again),
        "file_mb": round(size_mb, 1),
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _import(path: Path, *, created: int) -> None:
    actor = Actor.system("bench")
    report = import_catalogue(actor=actor, path=path, profile="guangdong", now=_NOW)
    if report.created != created or report.rejected:
        raise AssertionError(f"{report.created} created, {len(report.rejected)} rejected")


def _copy(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_lines (line text)")
        # Quote and delimiter that occur nowhere: every line is one value.
        command = "COPY bench_lines FROM STDIN (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
        with cursor.cursor.copy(command) as copy, path.open("rb") as stream:
            for chunk in iter(lambda: stream.read(_BUFFER), b""):
                copy.write(chunk)
        cursor.execute("DROP TABLE bench_lines")
