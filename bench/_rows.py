"""The machine's bound: the rows of one committed case, written again and again."""

from __future__ import annotations

import itertools
import os
import threading
import time
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
    "ledger_leaf": ("arrival", "sequence", "chain_digest"),
}
_UNIQUE = {"number", "identifier", "verify_token", "idempotency_token", "leaf_id", "event_id"}
_fresh = itertools.count(1)


def copy_rate(count: int) -> float:
    """Transactions per second that write one case's rows with new keys, two connections."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url) as reader:
        sample, names = _sample(reader)
    began = time.perf_counter()
    writers = [
        threading.Thread(target=_write, args=(url, sample, names, count // _WRITERS))
        for _ in range(_WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return (count // _WRITERS) * _WRITERS / (time.perf_counter() - began)


def _sample(reader: psycopg.Connection) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, str]]:
    case_id, subject = reader.execute(
        "SELECT id, applicant_id FROM cases_case ORDER BY id DESC LIMIT 1"
    ).fetchone() or ("", "")
    (certificate,) = reader.execute(
        "SELECT id FROM certificates_certificate WHERE case_id = %s", [case_id]
    ).fetchone() or ("",)
    names = {"case": case_id, "certificate": certificate, "subject": subject}
    rows: list[tuple[str, dict[str, Any]]] = []
    for table, condition in _OF_A_CASE:
        cursor = reader.execute(f"SELECT * FROM {table} WHERE {condition}", names)  # type: ignore[arg-type]
        columns = [column.name for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(columns, values, strict=True))
            for column in _SERIAL.get(table, ()):
                row.pop(column, None)
            rows.append((table, row))
    return rows, names


def _write(
    url: str, sample: list[tuple[str, dict[str, Any]]], names: dict[str, str], count: int
) -> None:
    with psycopg.connect(url) as writer:
        for _ in range(count):
            keys = {
                names["case"]: new_id("case"),
                names["certificate"]: new_id("cert"),
            }
            with writer.transaction():
                for table, row in sample:
                    fresh = {name: _changed(name, value, keys) for name, value in row.items()}
                    writer.execute(_insert(table, tuple(fresh)), list(fresh.values()))


def _changed(name: str, value: Any, keys: dict[str, str]) -> Any:
    if name in _UNIQUE:
        return f"b{next(_fresh)}"
    if isinstance(value, str):
        return keys.get(value, value)
    return Jsonb(value) if isinstance(value, dict | list) else value


def _insert(table: str, columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.Placeholder() * len(columns)),
    )
