"""Take over a certificate that another body transferred out 转入."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.certificates import policies
from tongban.certificates.actions.change_status import locked
from tongban.certificates.actions.issue_certificate import issue_certificate
from tongban.certificates.domain.status import expired_or
from tongban.certificates.queries.history import entries_of
from tongban.certificates.refusals import CertificateNotFound, NoSuccessor
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.views import CertificateStatus, CertificateView, Operation
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor


def transfer_in(
    *, actor: Actor, certificate_id: str, agency_code: str, now: datetime
) -> CertificateView:
    """Issue at ``agency_code`` what was transferred out to it: same holder, values and last day.

    Refuses CertificateNotFound (none, not sent to this body, or not yours to take), NoSuccessor
    (taken over before, or its term is over). Source: the interface profile's operation 08 转入.
    """
    with transaction.atomic():
        row = locked(certificate_id)
        entries = entries_of(row)
        sent = bool(entries) and entries[-1].status is CertificateStatus.TRANSFERRED
        if not sent or entries[-1].related != agency_code:
            raise CertificateNotFound
        if not policies.may_issue(actor, agency_code):
            raise CertificateNotFound
        today = calendar().local_date(now)
        if expired_or(CertificateStatus.VALID, row.valid_until, today) is CertificateStatus.LAPSED:
            raise NoSuccessor
        personal = unseal_personal([row])[0]
        return issue_certificate(
            actor=actor,
            type_code=row.type_code,
            holder_id=row.holder_id,
            holder_name=personal.holder_name,
            issuer_agency_code=agency_code,
            fields={field.name: field.value for field in personal.fields},
            case_id=None,
            now=now,
            previous_id=row.id,
            operation=Operation.TRANSFER_IN,
        )
