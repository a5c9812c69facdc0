"""Asks the sources again when a case is sent, before its transaction: they may take seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.cases import admission
from tongban.cases.promising import Promised, promised_in
from tongban.catalogue.api import ItemView, published_item
from tongban.certificates.api import TypeInForce, type_in_force
from tongban.decisions.api import TableInForce, table_in_force
from tongban.elements.api import record_looks
from tongban.forms.api import Prefilled, prefill_with
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sources said at the moment of submitting, for the case it will be.

    ``table`` and ``result`` are the decision table and certificate type in force at that moment.
    """

    case_id: str
    said: Prefilled
    table: TableInForce | None
    result: TypeInForce | None


def hear(
    *,
    actor: Actor,
    subject_id: str,
    item: ItemView,
    promised: Promised | None,
    now: datetime,
) -> Heard:
    """Ask the sources again at the moment of submitting, before any transaction is open.

    A source may be an agency far away: nothing may be locked while it is waited for. The looks are
    recorded by ``gather``, in the case's transaction, or by ``looks_stand``. Of an item that allows
    a promise only who promises is decided on by rules.
    """
    by_rules = promised is not None or not item.commitment_allowed
    code = item.decision_table_code if by_rules else None
    table = table_in_force(code) if code else None
    result = type_in_force(item.certificate_type_code) if item.certificate_type_code else None
    case_id = new_id("case")
    said = prefill_with(
        actor=actor,
        form_code=item.form_code,
        subject_id=subject_id,
        item_code=item.code,
        purpose=item.articles[0],
        now=now,
        case_id=case_id,
        also=(*_more_elements(item, table, result), *(promised.element_ids if promised else ())),
    )
    return Heard(case_id, said, table, result)


def hear_before(*, actor: Actor, item_code: str, situation: str | None, now: datetime) -> Heard:
    """Ask the sources of an application that ``submit_case`` will hand in, with nothing locked.

    Hand it on as ``before``, or to ``keep_looks`` when the case does not come to be. Refuses
    SignInToApply and catalogue's ItemNotFound.
    """
    item = published_item(item_code)
    return hear(
        actor=actor,
        subject_id=admission.applicant_id(actor),
        item=item,
        promised=promised_in(item, situation),
        now=now,
    )


def keep_looks(heard: Heard) -> None:
    """What was looked at stays in evidence although the case did not come to be."""
    with transaction.atomic():
        record_looks(heard.said.looks)


@contextmanager
def looks_stand(heard: Heard) -> Iterator[None]:
    """What was looked at stays in evidence when the application inside does not come to be."""
    try:
        yield
    except (Refusal, IntegrityError):
        keep_looks(heard)
        raise


def _more_elements(
    item: ItemView, table: TableInForce | None, result: TypeInForce | None
) -> tuple[str, ...]:
    """Elements that the rules, the certificate or the materials need."""
    wanted: list[str] = list(table.element_ids) if table else []
    if result:
        wanted += [element for _, _, element in result.origins if element]
        wanted += [result.continues] if result.continues else []
    for material in item.materials:
        wanted += material.element_ids
    return tuple(dict.fromkeys(wanted))
