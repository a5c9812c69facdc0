"""What was issued or changed since a place: for what is told to a hub day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from tongban.certificates.models import Certificate, StatusChange
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import earliest_id
from tongban.kernel.text import Text

_MOST = 500
_PREFIX = "cert"


@dataclass(frozen=True, slots=True)
class ChangedCertificate:
    """A certificate as the register has it now, without its holder."""

    identifier: str
    type_code: str
    name: Text
    issuer_code: str
    issuer_name: Text
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: CertificateStatus


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """How far the register was read: the last certificate, the last change of a status."""

    certificate_id: str = ""
    change: int = 0


def changed_certificates(
    actor: Actor, *, after: RegisterPlace, before: datetime, size: int = _MOST
) -> tuple[tuple[ChangedCertificate, ...], RegisterPlace]:
    """Certificates issued or changed after a place and earlier than ``before``; the place reached.

    At most ``size`` (500) of each. ``before`` should lie a little behind, so that a transaction
    still open is not passed over. Nothing for anybody but the platform itself.
    """
    if actor.kind is not ActorKind.SERVICE:
        return (), after
    most, until = min(size, _MOST), earliest_id(_PREFIX, before)
    issued = Certificate.objects.filter(id__gt=after.certificate_id, id__lt=until)
    ids = list(issued.order_by("id").values_list("id", flat=True)[:most])
    later = StatusChange.objects.filter(id__gt=after.change).order_by("id")
    changes = list(
        takewhile(
            lambda one: one[2] < before,
            later.values_list("id", "certificate", "recorded_at")[:most],
        )
    )
    reached = RegisterPlace(
        ids[-1] if ids else after.certificate_id, changes[-1][0] if changes else after.change
    )
    wanted = {*ids, *(certificate_id for _, certificate_id, _ in changes)}
    rows = Certificate.objects.filter(id__in=wanted).order_by("id")
    return tuple(map(_changed, rows)), reached


def _changed(row: Certificate) -> ChangedCertificate:
    definition = type_version(row.type_code, row.type_version)
    return ChangedCertificate(
        identifier=row.identifier,
        type_code=row.type_code,
        name=Text.from_mapping(definition["name"]),
        issuer_code=row.issuer_code,
        issuer_name=Text.from_mapping(row.issuer_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=CertificateStatus(row.status),
    )
