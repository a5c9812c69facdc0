"""Write records into a demo register (the twin of an agency's own system)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from tongban.elements import events, policies
from tongban.elements.adapters.register_twin import seal_records
from tongban.elements.domain import fits
from tongban.elements.models import RegisterRow
from tongban.elements.queries import elements_of, source
from tongban.elements.refusals import RegisterNotYours, RegisterRowsNotRight
from tongban.elements.views import ElementView, RegisterRowInput
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record

_BATCH = 1000


def put_register_rows(
    *, actor: Actor, source_code: str, rows: Sequence[RegisterRowInput], now: datetime
) -> int:
    """Write records of one source; a subject's present record is replaced whole.

    Values are sealed under each subject's key. Returns how many rows were written, all or none.
    Refuses: RegisterNotYours, SourceUnknown, RegisterRowsNotRight (elements of another source or
    values of the wrong kind; every fault, located ``row.element``).
    """
    if not policies.may_keep_registers(actor):
        raise RegisterNotYours
    source(source_code)
    known = {view.id: view for view in elements_of(source_code)}
    problems = tuple(_faults(rows, known))
    if problems:
        raise RegisterRowsNotRight(problems)
    latest = tuple({row.subject_id: row for row in rows}.values())
    with transaction.atomic():
        sealed = seal_records((row.subject_id, row.values) for row in latest)
        RegisterRow.objects.bulk_create(
            (
                RegisterRow(
                    source_id=source_code,
                    subject_id=row.subject_id,
                    sealed_values=values,
                    as_of=row.as_of,
                )
                for row, values in zip(latest, sealed, strict=True)
            ),
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=("subject_id", "source"),
            update_fields=("sealed_values", "as_of"),
        )
        if latest:
            facts = {"rows": len(latest)}
            record(
                kind="elements.register-rows-put", about=source_code, facts=facts, actor=actor,
                now=now,
            )  # fmt: skip
            publish(
                event=events.REGISTER_ROWS_PUT,
                aggregate=source_code,
                payload={"source": source_code, "rows": len(latest)},
                now=now,
            )
    return len(latest)


def _faults(rows: Sequence[RegisterRowInput], known: dict[str, ElementView]) -> Iterator[Problem]:
    for position, row in enumerate(rows):
        for element_id, value in row.values.items():
            where = f"{position}.{element_id}"
            if element_id not in known:
                yield Problem(
                    where,
                    "elements.not_of_this_source",
                    Text.of(
                        f"{element_id} 的数源不是这个登记库。",
                        f"This register is not the source of {element_id}.",
                    ),
                    Text.of("一数一源：写到它自己的数源。", "Write it to the one source it has."),
                )
            elif value is not None and not fits(known[element_id].kind, value):
                yield Problem(
                    where,
                    "elements.value_wrong_kind",
                    Text.of(
                        f"{element_id} 的值不是 {known[element_id].kind.value}。",
                        f"The value of {element_id} is no {known[element_id].kind.value}.",
                    ),
                    Text.of("请按数据元的类型填写。", "Write it as the element's kind says."),
                )
