"""Issue a certificate 制证, new or in place of one that came before it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from django.db import connection, transaction

from tongban.certificates import policies
from tongban.certificates.actions.change_status import change, locked
from tongban.certificates.domain.status import BEGINNINGS
from tongban.certificates.domain.validity import first_counted_day, last_valid_day
from tongban.certificates.minting import competent, new_row, printed
from tongban.certificates.models import Certificate
from tongban.certificates.proving import new_seed, prove_issue
from tongban.certificates.queries.presenting import present, view_of
from tongban.certificates.refusals import IssuerNotAllowed, NoSuccessor
from tongban.certificates.sealing import Personal, seal_personal, unseal_personal
from tongban.certificates.types import type_in_force
from tongban.certificates.views import CertificateStatus, CertificateView, Operation, TypeInForce
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.ledger.api import insert_rows

_STANDING = """
    SELECT nextval('certificates_serial'),
           (SELECT id FROM certificates_certificate WHERE case_id = %s AND type_code = %s),
           (SELECT id FROM certificates_certificate
             WHERE holder_id = %s AND type_code = %s AND status = %s AND next_identifier = ''
             ORDER BY issued_at DESC, id DESC LIMIT 1)
"""


def issue_certificate(
    *,
    actor: Actor,
    type_code: str,
    holder_id: str,
    holder_name: str,
    issuer_agency_code: str,
    fields: Mapping[str, str],
    case_id: str | None,
    now: datetime,
    in_force: TypeInForce | None = None,
    today: date | None = None,
    runs_on_from: date | None = None,
    previous_id: str | None = None,
    operation: Operation = Operation.RENEW,
) -> CertificateView:
    """Issue one certificate of the type in force, in the caller's transaction if there is one.

    A refusal leaves that transaction as it was. ``fields`` are printed values by field name
    (others are ignored). A second issue of the same type for the same case gives back the first.
    ``runs_on_from`` is the last day of the term this one continues: while it lies ahead, validity
    is counted from the day after it. ``in_force`` and ``today``: what the caller asked before.

    ``previous_id`` is the holder's certificate this one follows (found by itself where the type is
    held once): ``operation`` says how, 延续, 变更 or 转入. The old one ends on the first day of the
    new one; a renewal counts on from the old term, a change and a transfer keep its last day.
    Refuses CertificateTypeNotFound, AgencyUnknown, IssuerNotAllowed (also outside ``issuer_line``),
    NoSuccessor, CertificateNotFound, StatusChangeNotPossible. Source: GB/T 36904-2018 (identifier),
    716 Art 10, 行政许可法 22, 49, 50.
    """
    if not policies.may_issue(actor, issuer_agency_code):
        raise IssuerNotAllowed
    with _one_transaction():
        serial, existing, held = _standing(case_id, type_code, holder_id)
        if existing is not None:
            row = Certificate.objects.get(id=existing)
            return view_of(row, unseal_personal([row])[0])
        standing = in_force or type_in_force(type_code)
        if previous_id is None and standing.definition.get("one_per_holder"):
            previous_id = held
        previous = _followed(previous_id, holder_id, type_code, operation)
        personal = Personal(holder_name, printed(standing.definition, fields), new_seed())
        first_day = today or calendar().local_date(now)
        row = new_row(
            standing=standing,
            holder_id=holder_id,
            issuer=competent(issuer_agency_code, standing),
            case_id=case_id,
            serial=serial,
            first_day=first_day,
            last_day=_last_day(standing, first_day, runs_on_from, previous, operation),
            operation=operation if previous else Operation.ISSUE,
            now=now,
        )
        row.sealed = seal_personal(holder_id, personal)
        if previous is not None:
            _follow(actor, previous, row, operation, standing, now)
        prove_issue(actor, [(row, personal)], now, standing.definition.get("supervised_by"))
        insert_rows([row])
        return present(row, personal, standing.definition)


def _one_transaction() -> AbstractContextManager[object]:
    """The caller's, joined without a savepoint: all refusals come before the first write."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _standing(
    case_id: str | None, type_code: str, holder_id: str
) -> tuple[int, str | None, str | None]:
    valid = CertificateStatus.VALID.value
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [case_id, type_code, holder_id, type_code, valid])
        return cursor.fetchone()


def _followed(
    previous_id: str | None, holder_id: str, type_code: str, operation: Operation
) -> Certificate | None:
    """The certificate that is followed, locked. Refuses NoSuccessor, CertificateNotFound."""
    if previous_id is None:
        return None
    previous = locked(previous_id)
    mine = previous.holder_id == holder_id and previous.type_code == type_code
    if not mine or previous.next_identifier or operation not in BEGINNINGS:
        raise NoSuccessor
    return previous


def _last_day(
    standing: TypeInForce,
    first_day: date,
    runs_on_from: date | None,
    previous: Certificate | None,
    operation: Operation,
) -> date | None:
    if previous is not None and operation is not Operation.RENEW:
        return previous.valid_until
    if runs_on_from is None and previous is not None:
        runs_on_from = previous.valid_until
    return last_valid_day(
        first_counted_day(first_day, runs_on_from), standing.definition["validity"]
    )


def _follow(
    actor: Actor,
    previous: Certificate,
    row: Certificate,
    operation: Operation,
    standing: TypeInForce,
    now: datetime,
) -> None:
    """Link both; end the old one on the first day of the new one, unless it has left already."""
    row.previous_identifier = previous.identifier
    previous.next_identifier = row.identifier
    if operation is Operation.TRANSFER_IN:
        previous.save(update_fields=["next_identifier"])
        return
    change(
        actor=actor,
        row=previous,
        operation=operation,
        article=standing.definition["articles"][0],
        now=now,
        effective_date=row.valid_from,
        related=row.identifier,
    )
