"""What somebody holds."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tongban.certificates import policies
from tongban.certificates.models import Certificate
from tongban.certificates.queries.presenting import view_of
from tongban.certificates.refusals import CertificateNotFound
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.types import current_type
from tongban.certificates.views import CertificateStatus, CertificateTypeView, CertificateView
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
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


def next_to_end(actor: Actor, now: datetime, most: int = 3) -> tuple[CertificateView, ...]:
    """Certificates of whom the actor acts for that are valid now and end first, at most ``most``.

    Empty for the anonymous.
    """
    if actor.acts_for is None:
        return ()
    valid = Certificate.objects.filter(
        holder_id=actor.acts_for,
        status=CertificateStatus.VALID.value,
        valid_until__gte=local_date(now),
    )
    rows = list(valid.order_by("valid_until", "id")[:most])
    return tuple(map(view_of, rows, unseal_personal(rows)))


def certificate(actor: Actor, certificate_id: str) -> CertificateView:
    """One certificate with all its fields. Refuses CertificateNotFound, also when not yours."""
    row = readable_row(actor, certificate_id)
    return view_of(row, unseal_personal([row])[0])


def valid_certificate_of(holder_id: str, type_code: str, now: datetime) -> str | None:
    """Id of a certificate of this type that the holder has and that is valid now, else None.

    For rooms that satisfy a material by certificate (两个免于提交); shows nothing of its content.
    """
    today = local_date(now)
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
    """The row, if this actor may read all of it. Refuses CertificateNotFound."""
    row = _row(certificate_id)
    if row is None or not policies.may_read(actor, row.holder_id):
        raise CertificateNotFound
    return row


def manageable_row(actor: Actor, certificate_id: str) -> Certificate:
    """The row, if this actor may see its status and history. Refuses CertificateNotFound."""
    row = _row(certificate_id)
    if row is None or not policies.may_manage(actor, row.holder_id, row.issuer_code):
        raise CertificateNotFound
    return row


def _row(certificate_id: str) -> Certificate | None:
    return Certificate.objects.filter(id=certificate_id).order_by("id").first()
