"""Issue many certificates from one list 批量制证: in chunks, each one transaction, resumable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from tongban.agencies.api import AgencyView
from tongban.certificates import events, policies
from tongban.certificates.domain.batches import (
    BatchRow,
    BatchView,
    batch_digest,
    list_faults,
    row_faults,
)
from tongban.certificates.domain.validity import last_valid_day
from tongban.certificates.minting import competent, new_row, printed
from tongban.certificates.models import BatchRefusal, Certificate, IssueBatch
from tongban.certificates.proving import new_seed, prove_issue
from tongban.certificates.queries.batches import batch_view
from tongban.certificates.refusals import BatchNotReadable, IssuerNotAllowed
from tongban.certificates.sealing import Personal, seal_many_personal
from tongban.certificates.telling import tell
from tongban.certificates.types import type_in_force
from tongban.certificates.views import CertificateStatus, Operation, TypeInForce
from tongban.identity.api import IdentifierScheme, SubjectView, subjects_by_number
from tongban.jobs.api import published_together
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.sitting import one_sitting
from tongban.ledger.api import recorded_together

CHUNK_ROWS = 500
_PLATFORM = Actor.system("certificates")
_SCHEMES = {
    "person": (IdentifierScheme.RESIDENT_ID,),
    "firm": (IdentifierScheme.USCC,),
    "any": (IdentifierScheme.RESIDENT_ID, IdentifierScheme.USCC),
}
_FIELDS = Certificate._meta.concrete_fields
_NAMES = tuple(field.attname for field in _FIELDS)
_COPY = f"COPY certificates_certificate ({', '.join(str(f.column) for f in _FIELDS)}) FROM STDIN"


@dataclass(frozen=True, slots=True)
class _Run:
    """What every chunk of a run needs and none changes."""

    actor: Actor
    batch_id: str
    standing: TypeInForce
    issuer: AgencyView
    first_day: date
    now: datetime


def issue_batch(
    *,
    actor: Actor,
    type_code: str,
    issuer_agency_code: str,
    columns: Sequence[str],
    rows: Sequence[BatchRow],
    now: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> BatchView:
    """Issue a certificate for every row; the same list again goes on after its last chunk.

    A row that cannot be issued is listed with every reason and the others go on. Each chunk is one
    transaction with its rows, its evidence (a leaf per certificate) and its events, so a run that
    was killed loses nothing and repeats nothing: (batch, row) is unique. ``progress`` hears how
    many rows are settled. Refuses IssuerNotAllowed, CertificateTypeNotFound, AgencyUnknown,
    BatchNotReadable with every fault of the list.
    """
    if not policies.may_issue(actor, issuer_agency_code):
        raise IssuerNotAllowed
    standing = type_in_force(type_code)
    issuer = competent(issuer_agency_code, standing)
    known = [field["name"] for field in standing.definition["fields"]]
    faults = list(list_faults(columns, known, len(rows)))
    if faults:
        raise BatchNotReadable(faults)
    batch = _open(actor, standing, issuer, rows, now)
    run = _Run(actor, batch.id, standing, issuer, local_date(now), now)
    while (done := _chunk(run, rows)) < len(rows):
        progress(done)
    progress(len(rows))
    return batch_view(IssueBatch.objects.get(id=batch.id))


def _open(
    actor: Actor,
    standing: TypeInForce,
    issuer: AgencyView,
    rows: Sequence[BatchRow],
    now: datetime,
) -> IssueBatch:
    with transaction.atomic():
        batch, fresh = IssueBatch.objects.get_or_create(
            type_code=standing.code,
            issuer_code=issuer.code,
            digest=batch_digest(rows),
            defaults={
                "id": new_id("batch"),
                "total": len(rows),
                "started_at": now,
                "moved_at": now,
            },
        )
        if fresh:
            facts = {"batch": batch.id, "type": standing.code, "issuer": issuer.code}
            tell(
                kind="certificates.batch-opened",
                event=events.BATCH_OPENED,
                about=batch.id,
                facts=facts | {"rows": len(rows)},
                actor=actor,
                now=now,
                evidence={"digest": batch.digest},
            )
    return batch


def _chunk(run: _Run, rows: Sequence[BatchRow]) -> int:
    """Settle the next rows under the batch's lock; how many are settled altogether."""
    with one_sitting(), transaction.atomic(), recorded_together(), published_together():
        batch = IssueBatch.objects.select_for_update().get(id=run.batch_id)
        start = batch.done
        part = rows[start : start + CHUNK_ROWS]
        if not part:
            return start
        holders = _holders(run.standing, part)
        held = _already_held(run, [known.id for known in holders.values()])
        good, refused = [], []
        for place, row in enumerate(part, start=start + 1):
            holder = holders.get(row.number)
            codes = row_faults(
                row,
                holder.name if holder else None,
                run.standing.definition,
                holder is not None and holder.id in held,
            )
            if holder is None or codes:
                refused.append(BatchRefusal(batch=batch, row=place, codes=codes))
                continue
            good.append((place, row, holder))
            if run.standing.definition.get("one_per_holder"):
                held.add(holder.id)
        _issue(run, good)
        BatchRefusal.objects.bulk_create(refused)
        _move(run, batch, len(part), len(good), len(refused))
        return batch.done


def _holders(standing: TypeInForce, part: Sequence[BatchRow]) -> Mapping[str, SubjectView]:
    found: dict[str, SubjectView] = {}
    for scheme in _SCHEMES[standing.definition["holder"]]:
        found |= subjects_by_number(_PLATFORM, scheme, [row.number for row in part])
    return {number: known for number, known in found.items() if not known.forgotten}


def _already_held(run: _Run, holder_ids: Sequence[str]) -> set[str]:
    """Holders who have a valid one of a type that is held once."""
    if not run.standing.definition.get("one_per_holder"):
        return set()
    rows = Certificate.objects.filter(
        holder_id__in=holder_ids,
        type_code=run.standing.code,
        status=CertificateStatus.VALID.value,
        next_identifier="",
    )
    return set(rows.order_by("id").values_list("holder_id", flat=True))


def _issue(run: _Run, good: Sequence[tuple[int, BatchRow, SubjectView]]) -> None:
    if not good:
        return
    definition = run.standing.definition
    last_day = last_valid_day(run.first_day, definition["validity"])
    personal = [
        (holder.id, Personal(holder.name, printed(definition, row.fields), new_seed()))
        for _, row, holder in good
    ]
    sealed = seal_many_personal(personal)
    made = []
    serials = _serials(len(good))
    for serial, (place, _, holder), closed in zip(serials, good, sealed, strict=True):
        row = new_row(
            standing=run.standing,
            holder_id=holder.id,
            issuer=run.issuer,
            case_id=None,
            serial=serial,
            first_day=run.first_day,
            last_day=last_day,
            operation=Operation.ISSUE,
            now=run.now,
        )
        row.sealed, row.batch_id, row.batch_row = closed, run.batch_id, place
        made.append(row)
    told = [(row, said) for row, (_, said) in zip(made, personal, strict=True)]
    prove_issue(run.actor, told, run.now, definition.get("supervised_by"))
    _copy(made)


def _serials(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('certificates_serial') FROM generate_series(1, %s)", [count])
        return [serial for (serial,) in cursor.fetchall()]


def _copy(made: Sequence[Certificate]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY) as copy:
        for row in made:
            copy.write_row([_value(getattr(row, name)) for name in _NAMES])


def _value(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


def _move(run: _Run, batch: IssueBatch, settled: int, issued: int, refused: int) -> None:
    batch.done += settled
    batch.issued += issued
    batch.refused += refused
    batch.moved_at = run.now
    if batch.done == batch.total:
        batch.finished_at = run.now
        facts = {
            "batch": batch.id,
            "type": batch.type_code,
            "issuer": batch.issuer_code,
            "rows": batch.total,
            "issued": batch.issued,
            "refused": batch.refused,
        }
        tell(
            kind="certificates.batch-issued",
            event=events.BATCH_ISSUED,
            about=batch.id,
            facts=facts,
            actor=run.actor,
            now=run.now,
        )
    batch.save()
