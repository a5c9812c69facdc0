"""Change the status of a certificate: suspend, give back, revoke, cancel, transfer out."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongban.agencies.api import agency
from tongban.certificates import events, policies
from tongban.certificates.domain.status import (
    STATUS_LABELS,
    earliest_effect,
    expired_or,
    may_follow,
    operation_to,
    status_after,
)
from tongban.certificates.models import Certificate, StatusChange
from tongban.certificates.queries.history import entries_of
from tongban.certificates.refusals import (
    CertificateNotFound,
    IssuerNotAllowed,
    StatusChangeNotPossible,
    StatusDayNotPossible,
)
from tongban.certificates.telling import tell
from tongban.certificates.views import CertificateStatus, Operation
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import seal


def change_status(
    *,
    actor: Actor,
    certificate_id: str,
    status: CertificateStatus,
    article: ArticleRef,
    now: datetime,
    reason: str = "",
    effective_date: date | None = None,
    related: str = "",
) -> None:
    """Set the status from ``effective_date`` (today when not given), citing the article.

    Which step may follow which is the law of ``domain.status``; only a rescission 撤销 reaches back
    before the last change. A transfer out 转出 names in ``related`` the USCC of the body it goes
    to. Refuses CertificateNotFound, IssuerNotAllowed, StatusChangeNotPossible,
    StatusDayNotPossible, AgencyUnknown of agencies. Source: 行政许可法 69, 70.
    """
    operation = operation_to(status)
    with transaction.atomic():
        row = locked(certificate_id)
        if not policies.may_issue(actor, row.issuer_code):
            raise IssuerNotAllowed
        if operation is Operation.TRANSFER_OUT and related:
            agency(related)
        change(
            actor=actor,
            row=row,
            operation=operation,
            article=article,
            now=now,
            reason=reason,
            effective_date=effective_date,
            related=related,
        )


def locked(certificate_id: str) -> Certificate:
    """The row, held until the transaction ends. Refuses CertificateNotFound."""
    row = Certificate.objects.select_for_update().filter(id=certificate_id).order_by("id").first()
    if row is None:
        raise CertificateNotFound
    return row


def change(
    *,
    actor: Actor,
    row: Certificate,
    operation: Operation,
    article: ArticleRef | str,
    now: datetime,
    reason: str = "",
    effective_date: date | None = None,
    related: str = "",
) -> None:
    """Row, history, evidence and event of one change of a locked certificate.

    Refuses StatusChangeNotPossible, StatusDayNotPossible.
    """
    today = calendar().local_date(now)
    day = effective_date or today
    entries = entries_of(row)
    present = CertificateStatus(row.status)
    if not (
        may_follow(operation, present)
        or may_follow(operation, expired_or(present, row.valid_until, today))
    ):
        raise StatusChangeNotPossible(STATUS_LABELS[present])
    first = earliest_effect(operation, row.valid_from, entries)
    if not first <= day <= max(today, row.valid_from):
        raise StatusDayNotPossible(first, today)
    _write(actor, row, operation, str(article), now, reason, day, related, len(entries) + 1)


def _write(
    actor: Actor,
    row: Certificate,
    operation: Operation,
    article: str,
    now: datetime,
    reason: str,
    day: date,
    related: str,
    seq: int,
) -> None:
    row.status, row.status_at = status_after(operation).value, now
    row.save(update_fields=["status", "status_at", "next_identifier"])
    facts = {
        "certificate": row.id,
        "type": row.type_code,
        "status": row.status,
        "operation": operation.value,
        "effective": day.isoformat(),
        "article": article,
        "related": related,
    }
    StatusChange.objects.create(
        certificate=row,
        seq=seq,
        operation=operation.value,
        status=row.status,
        effective_date=day,
        recorded_at=now,
        article=article,
        actor=actor.posts[0].id if actor.posts else actor.kind.value,
        related=related,
        sealed_reason=seal(row.holder_id, reason.encode()) if reason else None,
    )
    tell(
        kind="certificates.status-changed",
        event=events.CERTIFICATE_STATUS_CHANGED,
        about=row.id,
        facts=facts,
        actor=actor,
        now=now,
        holder_id=row.holder_id,
        sealed={"reason": reason} if reason else None,
    )
