"""What the register says to a stranger who scans a code or types an identifier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from tongban.certificates.domain.disclosure import disclosed, mask
from tongban.certificates.domain.sharing import ShareState
from tongban.certificates.domain.validity import verdict
from tongban.certificates.models import AnnotatedCopy, Certificate
from tongban.certificates.queries.copies import copy_view
from tongban.certificates.queries.ground import lost_types
from tongban.certificates.queries.history import status_of
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.supervising import supervisor_name
from tongban.certificates.types import type_version
from tongban.certificates.views import (
    CertificateStatus,
    PublicCertificate,
    PublicCopy,
    VerifyOutcome,
    VerifyVerdict,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.codes import CodeFault, certificate_id
from tongban.kernel.text import Text

_LONGEST = 200


def judge(
    words: str, now: datetime, on: date | None
) -> tuple[VerifyVerdict, tuple[str, str] | None]:
    """The verdict, and which certificate (and copy, or "") it is about, None when unknown."""
    words = words.strip()[:_LONGEST]
    day = on or local_date(now)
    rows = Certificate.objects.filter(Q(verify_token=words.lower()) | Q(identifier=words.upper()))
    row = rows.order_by("id").first()
    if row is not None:
        return _with_ground(row, _of_certificate(row, day), now), (row.id, "")
    copies = AnnotatedCopy.objects.select_related("certificate")
    found = copies.filter(Q(verify_token=words.lower()) | Q(number=words)).order_by("id").first()
    if found is not None:
        return _of_copy(found, day), (found.certificate_id, found.id)
    return VerifyVerdict(VerifyOutcome.UNKNOWN, (_why_unknown(words),), None), None


def _of_certificate(row: Certificate, day: date) -> VerifyVerdict:
    status = status_of(row, day)
    if status is None:
        return VerifyVerdict(VerifyOutcome.UNKNOWN, (_NOT_YET,), None)
    outcome, reason = verdict(status, row.valid_until, day, followed=bool(row.next_identifier))
    return VerifyVerdict(outcome, (reason,), public_view(row, status))


def _with_ground(row: Certificate, whole: VerifyVerdict, now: datetime) -> VerifyVerdict:
    """A valid one whose ground is gone stays valid until its issuer acts; the reader is warned."""
    if whole.outcome is not VerifyOutcome.VALID:
        return whole
    lost = lost_types(row.holder_id, type_version(row.type_code, row.type_version), now)
    warnings = tuple(
        Text.of(
            f"注意：它所依托的“{name.zh}”目前无效。",
            f"Note: the “{name.en}” it depends on is not valid now.",
        )
        for name in lost
    )
    return replace(whole, reasons=(*whole.reasons, *warnings))


def _of_copy(copy: AnnotatedCopy, day: date) -> VerifyVerdict:
    """A copy is as good as its certificate, for its own term and until it is withdrawn."""
    whole = _of_certificate(copy.certificate, day)
    view = copy_view(copy, day)
    told = PublicCopy(view.number, view.purpose, view.user, view.valid_until, view.watermark)
    if view.state in _COPY_OVER:
        outcome, reason = _COPY_OVER[view.state]
        return VerifyVerdict(outcome, (reason,), whole.certificate, told)
    if whole.outcome is not VerifyOutcome.VALID:
        return VerifyVerdict(whole.outcome, whole.reasons, whole.certificate, told)
    return VerifyVerdict(VerifyOutcome.VALID, (_COPY_GOOD,), whole.certificate, told)


_COPY_GOOD = Text.of(
    "加注件真实有效：只供下列使用人用于下列用途，其他人或其他用途无效。",
    "This annotated copy is genuine and in force, for the user and purpose below and no other.",
)
_COPY_OVER = {
    ShareState.ENDED: (
        VerifyOutcome.REVOKED,
        Text.of("持证主体已收回这份加注件。", "The holder has withdrawn this copy."),
    ),
    ShareState.EXPIRED: (
        VerifyOutcome.EXPIRED,
        Text.of("这份加注件已过使用期限。", "This copy is past its term."),
    ),
}


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
        supervisor_name=supervisor_name(definition),
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
