"""Reading certificates: the holder sees all, a stranger who scans sees what the type discloses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from tongban.certificates import policies
from tongban.certificates.domain.disclosure import disclosed, mask
from tongban.certificates.domain.validity import verdict
from tongban.certificates.models import Certificate
from tongban.certificates.refusals import CertificateNotFound
from tongban.certificates.sealing import Personal, unseal_personal
from tongban.certificates.types import current_type, type_version
from tongban.certificates.views import (
    CertificateStatus,
    CertificateTypeView,
    CertificateView,
    PublicCertificate,
    VerifyOutcome,
    VerifyVerdict,
)
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.codes import CodeFault, certificate_id
from tongban.kernel.text import Text

_MOST = 200


def my_certificates(actor: Actor) -> tuple[CertificateView, ...]:
    """The newest 200 certificates of whom the actor acts for; empty for the anonymous."""
    if actor.acts_for is None:
        return ()
    rows = list(
        Certificate.objects.filter(holder_id=actor.acts_for).order_by("-issued_at", "-id")[:_MOST]
    )
    opened = unseal_personal(rows)
    return tuple(view_of(row, personal) for row, personal in zip(rows, opened, strict=True))


def certificate(actor: Actor, certificate_id: str) -> CertificateView:
    """One certificate with all its fields. Refuses CertificateNotFound, also when not yours."""
    row = readable_row(actor, certificate_id)
    return view_of(row, unseal_personal([row])[0])


def valid_certificate_of(holder_id: str, type_code: str, now: datetime) -> str | None:
    """Id of a certificate of this type that the holder has and that is valid now, else None.

    For rooms that satisfy a material by certificate (两个免于提交); shows nothing of its content.
    """
    today = calendar().local_date(now)
    return (
        Certificate.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
            holder_id=holder_id,
            type_code=type_code,
            status=CertificateStatus.VALID.value,
        )
        .order_by("-issued_at", "-id")
        .values_list("id", flat=True)
        .first()
    )


def verify(token_or_identifier: str, now: datetime) -> VerifyVerdict:
    """What the register says to a stranger about a scanned token or a typed identifier.

    Only disclosed fields, masked as the type says; never an exception about what was typed.
    Source: 716 Art 10; 个人信息保护法 6 (least data).
    """
    words = token_or_identifier.strip()
    rows = Certificate.objects.filter(Q(verify_token=words.lower()) | Q(identifier=words.upper()))
    row = rows.order_by("id").first()
    if row is None:
        return VerifyVerdict(VerifyOutcome.UNKNOWN, (_why_unknown(words),), None)
    personal = unseal_personal([row])[0]
    outcome, reason = verdict(
        CertificateStatus(row.status), row.valid_until, calendar().local_date(now)
    )
    definition = type_version(row.type_code, row.type_version)
    public = PublicCertificate(
        identifier=row.identifier,
        type_name=Text.from_mapping(definition["name"]),
        holder_name=mask(personal.holder_name),
        issuer_name=Text.from_mapping(row.issuer_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=CertificateStatus(row.status),
        fields=disclosed(personal.fields, definition),
    )
    return VerifyVerdict(outcome, (reason,), public)


def certificate_type(code: str) -> CertificateTypeView:
    """The type in force. Public. Refuses CertificateTypeNotFound."""
    version, definition = current_type(code)
    return CertificateTypeView(
        code=code,
        version=version,
        name=Text.from_mapping(definition["name"]),
        defined_by=definition["defined_by"],
        type_number=definition["type_number"],
        fields=tuple(field["name"] for field in definition["fields"]),
    )


def readable_row(actor: Actor, certificate_id: str) -> Certificate:
    """The row, if this actor may read it. Refuses CertificateNotFound."""
    row = Certificate.objects.filter(id=certificate_id).order_by("id").first()
    if row is None or not policies.may_read(actor, row.holder_id, row.issuer_code):
        raise CertificateNotFound
    return row


def view_of(row: Certificate, personal: Personal) -> CertificateView:
    """A row and its opened values as the holder sees them."""
    return present(row, personal, type_version(row.type_code, row.type_version))


def present(row: Certificate, personal: Personal, definition: Mapping[str, Any]) -> CertificateView:
    """``view_of`` when the type's definition is at hand."""
    return CertificateView(
        id=row.id,
        identifier=row.identifier,
        number=row.number,
        type_code=row.type_code,
        type_name=Text.from_mapping(definition["name"]),
        holder_id=row.holder_id,
        holder_name=personal.holder_name,
        issuer_code=row.issuer_code,
        issuer_name=Text.from_mapping(row.issuer_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=CertificateStatus(row.status),
        verify_token=row.verify_token,
        fields=personal.fields,
        case_id=row.case_id,
    )


def _why_unknown(words: str) -> Text:
    try:
        certificate_id.parse(words.upper())
    except CodeFault as fault:
        if words.startswith(certificate_id.ROOT):
            return fault.message
    return Text.of(
        "登记库里没有这份证照，它不是由本平台签发的，或者号码有误。",
        "The register has no such certificate: it was not issued here, or the code is mistyped.",
    )
