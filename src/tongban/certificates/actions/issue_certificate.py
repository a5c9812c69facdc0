"""Issue a certificate 制证."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tongban.agencies.api import agency
from tongban.certificates import events, policies
from tongban.certificates.domain.validity import first_counted_day, last_valid_day
from tongban.certificates.models import Certificate
from tongban.certificates.queries import present, view_of
from tongban.certificates.refusals import IssuerNotAllowed
from tongban.certificates.sealing import Personal, seal_personal, unseal_personal
from tongban.certificates.types import type_in_force
from tongban.certificates.views import (
    CertificateField,
    CertificateStatus,
    CertificateView,
    TypeInForce,
)
from tongban.jobs.api import publish
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.codes import certificate_id
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text
from tongban.ledger.api import record

_TOKEN_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # noqa: S105  no letters that look alike
_TOKEN_LENGTH = 16  # 79 random bits: short enough to type, too many to guess


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
) -> CertificateView:
    """Issue one certificate of the type in force, in the caller's transaction if there is one.

    ``fields`` are printed values by field name (others are ignored). A second issue of the same
    type for the same case gives back the first. ``runs_on_from`` is the last day of the term this
    one continues: while it lies ahead, validity is counted from the day after it. A caller
    that asked ``type_in_force`` and the calendar before passes ``in_force`` and ``today``. Refuses
    CertificateTypeNotFound, IssuerNotAllowed. Source: GB/T 36904-2018 (identifier), 716 Art 10.
    """
    if not policies.may_issue(actor, issuer_agency_code):
        raise IssuerNotAllowed
    with transaction.atomic(savepoint=False):
        serial, existing = _serial_or_standing(case_id, type_code)
        if existing is not None:
            row = Certificate.objects.get(id=existing)
            return view_of(row, unseal_personal([row])[0])
        standing = in_force or type_in_force(type_code)
        personal = Personal(holder_name, _printed(standing.definition, fields))
        first_day = today or calendar().local_date(now)
        last_day = last_valid_day(
            first_counted_day(first_day, runs_on_from), standing.definition["validity"]
        )
        row = _row(
            standing, holder_id, issuer_agency_code, case_id, serial, first_day, last_day, now
        )
        row.sealed = seal_personal(holder_id, personal)
        row.save(force_insert=True)
        _tell(actor, row, now)
        return present(row, personal, standing.definition)


def _serial_or_standing(case_id: str | None, type_code: str) -> tuple[int, str | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('certificates_serial'),"
            " (SELECT id FROM certificates_certificate WHERE case_id = %s AND type_code = %s)",
            [case_id, type_code],
        )
        return cursor.fetchone()


def _printed(
    definition: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[CertificateField, ...]:
    return tuple(
        CertificateField(
            field["name"], Text.from_mapping(field["label"]), str(fields[field["name"]])
        )
        for field in definition["fields"]
        if fields.get(field["name"]) not in (None, "")
    )


def _row(
    standing: TypeInForce,
    holder_id: str,
    issuer_code: str,
    case_id: str | None,
    serial: int,
    today: date,
    last_day: date | None,
    now: datetime,
) -> Certificate:
    definition = standing.definition
    issuer = agency(issuer_code)
    padded = f"{today.year}{serial:010d}"
    return Certificate(
        id=new_id("cert"),
        identifier=certificate_id.make(
            type_code=definition["defined_by"] + definition["type_number"],
            issuer_code=issuer_code,
            serial=padded,
        ),
        number=f"{issuer.region[:6]}{definition['type_number']}{padded}",
        type_code=standing.code,
        type_version=standing.version,
        holder_id=holder_id,
        issuer_code=issuer_code,
        issuer_name=issuer.name.to_mapping(),
        issued_at=now,
        valid_from=today,
        valid_until=last_day,
        status=CertificateStatus.VALID.value,
        status_at=now,
        verify_token="".join(secrets.choice(_TOKEN_ALPHABET) for _ in range(_TOKEN_LENGTH)),
        case_id=case_id,
    )


def _tell(actor: Actor, row: Certificate, now: datetime) -> None:
    facts = {
        "certificate": row.id,
        "identifier": row.identifier,
        "type": row.type_code,
        "type_version": row.type_version,
        "issuer": row.issuer_code,
        "case": row.case_id,
    }
    record(
        kind="certificates.issued",
        about=row.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=row.holder_id,
    )
    publish(event=events.CERTIFICATE_ISSUED, aggregate=row.id, payload=facts, now=now)
