"""The machine's bound: the rows of one committed case, written again and again."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from tongban.kernel.ids import new_id

_WRITERS = 2
_OF_A_CASE = (
    ("cases_case", "id = %(case)s"),
    ("cases_caseevent", "case_id = %(case)s"),
    ("certificates_certificate", "case_id = %(case)s"),
    ("ledger_leaf", "about IN (%(case)s, %(certificate)s, %(subject)s) AND kind <> 'x'"),
    ("jobs_outbox", "aggregate IN (%(case)s, %(certificate)s)"),
    ("jobs_sequence", "aggregate IN (%(case)s, %(certificate)s)"),
)
_SERIAL = {
    "cases_caseevent": ("id",),
    "jobs_outbox": ("id",),
    "ledger_leaf": ("arrival", "sequence"),
}
UNIQUE = {"number", "identifier", "verify_token", "idempotency_token", "leaf_id", "event_id"}
_fresh = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of one case by table, and the keys in them that a copy must have new."""

    rows: tuple[tuple[str, dict[str, Any]], ...]
    case_id: str
    certificate_id: str


def newest_case() -> Sample:
    """The rows of the case submitted last. Take it before anything is copied."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as reader:
        case_id, subject = reader.execute(
            "SELECT id, applicant_id FROM cases_case ORDER BY id DESC LIMIT 1"
        ).fetchone() or ("", "")
        (certificate,) = reader.execute(
            "SELECT id FROM certificates_certificate WHERE case_id = %s", [case_id]
        ).fetchone() or ("",)
        names = {"case": case_id, "certificate": certificate, "subject": subject}
        rows = tuple(_rows_of(reader, names))
    return Sample(rows, case_id, certificate)


def _rows_of(reader: psycopg.Connection, names: dict[str, str]) -> Iterator[tuple[str, dict]]:
    for table, condition in _OF_A_CASE:
        cursor = reader.execute(f"SELECT * FROM {table} WHERE {condition}", names)  # type: ignore[arg-type]
        columns = [column.name for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(columns, values, strict=True))
            for column in _SERIAL.get(table, ()):
                row.pop(column, None)
            yield table, row


def copy_rate(sample: Sample, count: int) -> float:
    """Transactions per second that write the sample's rows with new keys, two connections."""
    url = os.environ["DATABASE_URL"]
    began = time.perf_counter()
    writers = [
        threading.Thread(target=_write, args=(url, sample, count // _WRITERS))
        for _ in range(_WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return (count // _WRITERS) * _WRITERS / (time.perf_counter() - began)


def _write(url: str, sample: Sample, count: int) -> None:
    with psycopg.connect(url) as writer:
        for _ in range(count):
            keys = {sample.case_id: new_id("case"), sample.certificate_id: new_id("cert")}
            with writer.transaction():
                for table, row in sample.rows:
                    fresh = {name: changed(name, value, keys) for name, value in row.items()}
                    writer.execute(insert(table, tuple(fresh)), list(fresh.values()))


def changed(name: str, value: Any, keys: dict[str, str]) -> Any:
    """A column's value for a new row."""
    if name in UNIQUE:
        return f"b{next(_fresh)}"
    if isinstance(value, str):
        return keys.get(value, value)
    return Jsonb(value) if isinstance(value, dict | list) else value


def insert(
    table: str, columns: tuple[str, ...], values: Sequence[sql.Composable] | None = None
) -> sql.Composed:
    """One row; placeholders where no values are given."""
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values or sql.Placeholder() * len(columns)),
    )
