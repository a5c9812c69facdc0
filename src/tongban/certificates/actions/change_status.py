"""Change the status of a certificate: suspend, give back, revoke, cancel."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.certificates import events, policies
from tongban.certificates.models import Certificate
from tongban.certificates.refusals import (
    CertificateNotFound,
    IssuerNotAllowed,
    StatusChangeNotPossible,
)
from tongban.certificates.views import CertificateStatus
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.ledger.api import record

# What may follow what: a suspended one can be given back (发还), the rest is final.
_NEXT = {
    CertificateStatus.VALID: frozenset(CertificateStatus) - {CertificateStatus.VALID},
    CertificateStatus.SUSPENDED: frozenset(CertificateStatus) - {CertificateStatus.SUSPENDED},
}


def change_status(
    *,
    actor: Actor,
    certificate_id: str,
    status: CertificateStatus,
    article: ArticleRef,
    now: datetime,
) -> None:
    """Set the status, citing the article that allows it. The old PDF no longer verifies.

    Refuses CertificateNotFound, IssuerNotAllowed, StatusChangeNotPossible.
    Source: 行政许可法 69, 70.
    """
    with transaction.atomic():
        row = (
            Certificate.objects.select_for_update().filter(id=certificate_id).order_by("id").first()
        )
        if row is None:
            raise CertificateNotFound
        if not policies.may_issue(actor, row.issuer_code):
            raise IssuerNotAllowed
        present = CertificateStatus(row.status)
        if status not in _NEXT.get(present, frozenset()):
            raise StatusChangeNotPossible(Text.of(present.value, present.value))
        row.status, row.status_at = status.value, now
        row.save(update_fields=["status", "status_at"])
        facts = {"certificate": row.id, "status": status.value, "article": str(article)}
        record(
            kind="certificates.status-changed",
            about=row.id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=row.holder_id,
        )
        publish(event=events.CERTIFICATE_STATUS_CHANGED, aggregate=row.id, payload=facts, now=now)
