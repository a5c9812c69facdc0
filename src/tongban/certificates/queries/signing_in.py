"""The certificates one can sign in with: electronic business licences 电子营业执照."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tongban.certificates.models import Certificate
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.api import local_date

_MOST = 20


def licence_to_sign_in(holder_id: str, now: datetime) -> str:
    """Identifier of a certificate valid now whose type lets its holder sign in; "" for none.

    For the room that signs firms in; shows nothing of its content. The newest 20 are looked at.
    """
    today = local_date(now)
    held = Certificate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        holder_id=holder_id,
        valid_from__lte=today,
        status=CertificateStatus.VALID.value,
    )
    for row in held.order_by("-issued_at", "-id")[:_MOST]:
        if type_version(row.type_code, row.type_version).get("signs_in"):
            return row.identifier
    return ""
