"""Makes certificate rows: identifier, number, token and the values a type prints."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tongban.agencies.api import AgencyView, agency
from tongban.certificates.models import Certificate
from tongban.certificates.refusals import IssuerNotAllowed
from tongban.certificates.views import CertificateField, CertificateStatus, Operation, TypeInForce
from tongban.kernel.codes import certificate_id
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text

_TOKEN_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # noqa: S105  no letters that look alike
_TOKEN_LENGTH = 16  # 79 random bits: short enough to type, too many to guess


def new_token() -> str:
    """What a QR code carries: found in the register, guessed by nobody."""
    number = secrets.randbelow(len(_TOKEN_ALPHABET) ** _TOKEN_LENGTH)
    letters = []
    for _ in range(_TOKEN_LENGTH):
        number, place = divmod(number, len(_TOKEN_ALPHABET))
        letters.append(_TOKEN_ALPHABET[place])
    return "".join(letters)


EVERY_LINE = "every"


def competent(agency_code: str, standing: TypeInForce) -> AgencyView:
    """The body, when it is of the line 条 that issues this type, or every line does.

    Refuses IssuerNotAllowed, AgencyUnknown of agencies. Source: 行政许可法 22, 716 Art 9.
    """
    body = agency(agency_code)
    if standing.definition["issuer_line"] not in (EVERY_LINE, body.line):
        raise IssuerNotAllowed(Text.from_mapping(standing.definition["name"]))
    return body


def printed(
    definition: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[CertificateField, ...]:
    """The fields of the type that have a value, in the type's order; other names are ignored."""
    return tuple(
        CertificateField(
            field["name"], Text.from_mapping(field["label"]), str(fields[field["name"]])
        )
        for field in definition["fields"]
        if fields.get(field["name"]) not in (None, "")
    )


def new_row(
    *,
    standing: TypeInForce,
    holder_id: str,
    issuer: AgencyView,
    case_id: str | None,
    serial: int,
    first_day: date,
    last_day: date | None,
    operation: Operation,
    now: datetime,
) -> Certificate:
    """The row of a new certificate, without its sealed values, not yet stored."""
    definition = standing.definition
    padded = f"{first_day.year}{serial:010d}"
    return Certificate(
        id=new_id("cert"),
        identifier=certificate_id.make(
            type_code=definition["defined_by"] + definition["type_number"],
            issuer_code=issuer.code,
            serial=padded,
        ),
        number=f"{issuer.region[:6]}{definition['type_number']}{padded}",
        type_code=standing.code,
        type_version=standing.version,
        holder_id=holder_id,
        issuer_code=issuer.code,
        issuer_name=issuer.name.to_mapping(),
        issued_at=now,
        valid_from=first_day,
        valid_until=last_day,
        status=CertificateStatus.VALID.value,
        status_at=now,
        verify_token=new_token(),
        case_id=case_id,
        operation=operation.value,
    )
