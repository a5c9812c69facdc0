"""Certificates issued from one list per second: row, evidence leaf and event, committed.

The list is matched with people on record by number and name, values sealed per holder. The limit
copies the same rows of the same four tables with bare COPY, in transactions of the same size.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from tongban.agencies.api import agency_by_short
from tongban.certificates.api import BatchRow, issue_batch
from tongban.content.api import publish_pack
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    NewSubject,
    Sex,
    SubjectKind,
    register_subjects,
)
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.codes import resident_id
from tongban.site.wiring import wire

DEFAULT_SIZE = 10_000
CHUNK = 500
TYPE, ISSUER = "linghuo-canbao", "rsj-990102"
SYSTEM = Actor.system("bench")
_TABLES = (
    ("certificates_certificate", "batch_id IS NOT NULL", {"id": "cert_", "identifier": "i",
                                                          "number": "n", "verify_token": "t"}),
    ("ledger_leaf", "kind = 'certificates.issued'", {"leaf_id": "leaf_"}),
    ("jobs_outbox", "event = 'CertificateIssued'", {"event_id": "event_", "aggregate": "cert_"}),
    ("jobs_sequence", "aggregate LIKE 'cert_%%'", {"aggregate": "cert_"}),
)  # fmt: skip
_SERIAL = {"id", "arrival", "sequence", "chain_digest"}


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` rows, all of people on record."""
    count = size or DEFAULT_SIZE
    wire()
    now = datetime.now(UTC)
    publish_pack(actor=SYSTEM, path=settings.PACK_DIR / "shili", now=now)
    rows = _people(count, now)
    issuer = agency_by_short(ISSUER).code
    began, spent = time.perf_counter(), time.process_time()
    done = issue_batch(
        actor=SYSTEM, type_code=TYPE, issuer_agency_code=issuer,
        columns=("number", "name", "kinds"), rows=rows, now=now,
    )  # fmt: skip
    seconds, processor = time.perf_counter() - began, time.process_time() - spent
    if (done.issued, done.refused) != (count, 0):
        raise RuntimeError(f"{done.issued} of {count} were issued")
    ours, limit = count / seconds, _limit(count)
    return {
        "name": "cert-issue",
        "value": round(ours),
        "unit": "certificates/s",
        "processor_ms_per_certificate": round(processor * 1000 / count, 3),
        "limit": round(limit),
        "of_limit": round(ours / limit, 3),
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _people(count: int, now: datetime) -> list[BatchRow]:
    rows = []
    for start in range(0, count, CHUNK):
        new = [_person(place) for place in range(start, min(start + CHUNK, count))]
        register_subjects(actor=SYSTEM, new=new, now=now)
        rows += [
            BatchRow(one.identifiers[0].value, one.name, {"kinds": "养老、医疗"}) for one in new
        ]
    return rows


def _person(place: int) -> NewSubject:
    born = date(1980, 1, 1) + timedelta(days=place // 900)
    number = str(resident_id.make("990102", born, place % 900 + 1))
    return NewSubject(
        kind=SubjectKind.PERSON,
        name=f"示例{place}",
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, number),),
        region="990102",
        assurance=Assurance.L4,
        birth_date=born,
        sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE,
    )


def _limit(count: int) -> float:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        samples = [_sample(connection, table, where) for table, where, _ in _TABLES]
        began = time.perf_counter()
        for start in range(0, count, CHUNK):
            with connection.transaction():
                for (table, _, fresh), (columns, row) in zip(_TABLES, samples, strict=True):
                    _copy(connection, table, columns, row, fresh, range(start, start + CHUNK))
        return count / (time.perf_counter() - began)


def _sample(
    connection: psycopg.Connection, table: str, where: str
) -> tuple[list[str], dict[str, Any]]:
    query = sql.SQL("SELECT * FROM {} WHERE " + where.replace("%%", "%") + " LIMIT 1")  # type: ignore[arg-type]
    cursor = connection.execute(query.format(sql.Identifier(table)))
    columns = [column.name for column in cursor.description or ()]
    found = dict(zip(columns, cursor.fetchone() or (), strict=True))
    kept = [c for c in columns if c not in _SERIAL or table == "certificates_certificate"]
    kept = [c for c in kept if not (table == "jobs_outbox" and c == "id")]
    if table == "jobs_outbox":
        kept.append("sequence")
    return kept, found


def _copy(
    connection: psycopg.Connection,
    table: str,
    columns: list[str],
    row: dict[str, Any],
    fresh: dict[str, str],
    places: range,
) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor().copy(statement) as copy:
        for place in places:
            made = row | {name: f"{mark}limit{place}" for name, mark in fresh.items()}
            if "batch_row" in made:
                made["batch_row"] = place + 1_000_000
            copy.write_row([_value(made[name]) for name in columns])


def _value(value: Any) -> Any:
    return psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) else value
