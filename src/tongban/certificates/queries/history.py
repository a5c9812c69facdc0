"""What happened to a certificate, and what its status was on any day."""

from __future__ import annotations

from datetime import date

from tongban.certificates.domain.status import StatusEntry, status_on
from tongban.certificates.models import Certificate, StatusChange
from tongban.certificates.queries.holding import manageable_row
from tongban.certificates.views import CertificateStatus, Operation
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many


def status_history(actor: Actor, certificate_id: str) -> tuple[StatusEntry, ...]:
    """Every change of status in the order it was recorded; empty for one that was only issued.

    Refuses CertificateNotFound, also when not yours.
    """
    return entries_of(manageable_row(actor, certificate_id))


def status_at(actor: Actor, certificate_id: str, on: date) -> CertificateStatus | None:
    """The status on a civil day by what is on record now; None before its first day.

    Expiry follows from the term. Refuses CertificateNotFound. Source: 行政许可法 69, 70.
    """
    row = manageable_row(actor, certificate_id)
    return status_of(row, on)


def status_of(row: Certificate, on: date) -> CertificateStatus | None:
    """``status_at`` of a row at hand."""
    return status_on(row.valid_from, row.valid_until, _entries(row), on)


def entries_of(row: Certificate) -> tuple[StatusEntry, ...]:
    """The history of a row at hand, with its reasons opened."""
    return tuple(_entries(row))


def _entries(row: Certificate) -> list[StatusEntry]:
    changes = list(StatusChange.objects.filter(certificate=row).order_by("seq"))
    sealed = [change for change in changes if change.sealed_reason is not None]
    opened = unseal_many([(row.holder_id, bytes(c.sealed_reason or b"")) for c in sealed])
    reasons = {
        change.seq: (plain or b"").decode() for change, plain in zip(sealed, opened, strict=True)
    }
    return [
        StatusEntry(
            status=CertificateStatus(change.status),
            operation=Operation(change.operation),
            effective_date=change.effective_date,
            recorded_at=change.recorded_at,
            article=change.article,
            reason=reasons.get(change.seq, ""),
            actor=change.actor,
            related=change.related,
        )
        for change in changes
    ]
