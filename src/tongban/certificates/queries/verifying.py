"""What the register says to a stranger who scans a code or types an identifier."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from tongban.certificates.domain.disclosure import disclosed, mask
from tongban.certificates.domain.validity import verdict
from tongban.certificates.models import Certificate
from tongban.certificates.queries.history import status_of
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.types import type_version
from tongban.certificates.views import (
    CertificateStatus,
    PublicCertificate,
    VerifyOutcome,
    VerifyVerdict,
)
from tongban.jurisdiction.api import calendar
from tongban.kernel.codes import CodeFault, certificate_id
from tongban.kernel.text import Text


def verify(token_or_identifier: str, now: datetime, on: date | None = None) -> VerifyVerdict:
    """What the register says to a stranger about a scanned token or a typed identifier.

    Of the day of ``now``, or of another day ``on``. Only disclosed fields, masked as the type says;
    never an exception about what was typed. Source: 716 Art 10; 个人信息保护法 6 (least data).
    """
    words = token_or_identifier.strip()
    rows = Certificate.objects.filter(Q(verify_token=words.lower()) | Q(identifier=words.upper()))
    row = rows.order_by("id").first()
    if row is None:
        return VerifyVerdict(VerifyOutcome.UNKNOWN, (_why_unknown(words),), None)
    day = on or calendar().local_date(now)
    status = status_of(row, day) if on else CertificateStatus(row.status)
    if status is None:
        return VerifyVerdict(VerifyOutcome.UNKNOWN, (_NOT_YET,), None)
    outcome, reason = verdict(status, row.valid_until, day, followed=bool(row.next_identifier))
    return VerifyVerdict(outcome, (reason,), public_view(row, status))


def public_view(row: Certificate, status: CertificateStatus) -> PublicCertificate:
    """What anybody may see of a certificate: disclosed fields, the holder's name masked."""
    personal = unseal_personal([row])[0]
    definition = type_version(row.type_code, row.type_version)
    return PublicCertificate(
        identifier=row.identifier,
        type_name=Text.from_mapping(definition["name"]),
        holder_name=mask(personal.holder_name),
        issuer_name=Text.from_mapping(row.issuer_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=status,
        fields=disclosed(personal.fields, definition),
    )


_NOT_YET = Text.of("那一天还没有签发这份证照。", "On that day it had not been issued yet.")


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
