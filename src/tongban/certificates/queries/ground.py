"""Whether what a certificate rests on still stands 证照失效联动: derived, never written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.certificates.models import Certificate
from tongban.certificates.queries.holding import readable_row, valid_certificate_of
from tongban.certificates.types import current_type, type_version
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def lost_ground(actor: Actor, certificate_id: str, now: datetime) -> tuple[Text, ...]:
    """Names of the types one's certificate depends on that its holder had and has no more.

    Refuses CertificateNotFound.
    """
    row = readable_row(actor, certificate_id)
    return lost_types(row.holder_id, type_version(row.type_code, row.type_version), now)


def lost_types(holder_id: str, definition: Mapping[str, Any], now: datetime) -> tuple[Text, ...]:
    """A ground this register never knew says nothing: its certificate may come from elsewhere."""
    lost = []
    for code in definition.get("depends_on", ()):
        known = Certificate.objects.filter(holder_id=holder_id, type_code=code).exists()
        if known and valid_certificate_of(holder_id, code, now) is None:
            lost.append(Text.from_mapping(current_type(code)[1]["name"]))
    return tuple(lost)
