"""What the public may see of a certificate: masked, and only what the type discloses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tongban.certificates.views import CertificateField, Disclosure

_SHORT = 5


def mask(value: str) -> str:
    """Enough to compare with the paper in hand, not enough to learn it.

    Up to five characters keep only the first; longer values keep a sixth at either end.
    """
    if len(value) <= _SHORT:
        return value[:1] + "*" * max(1, len(value) - 1)
    shown = len(value) // 6
    return value[:shown] + "*" * (len(value) - 2 * shown) + value[-shown:]


def disclosed(
    fields: Iterable[CertificateField], definition: Mapping[str, Any]
) -> tuple[CertificateField, ...]:
    """The fields a stranger may see, masked where the type says so; unknown names stay hidden."""
    rules = {field["name"]: Disclosure(field["disclosure"]) for field in definition["fields"]}
    shown = []
    for field in fields:
        rule = rules.get(field.name, Disclosure.HIDDEN)
        if rule is Disclosure.PUBLIC:
            shown.append(field)
        elif rule is Disclosure.MASKED:
            shown.append(CertificateField(field.name, field.label, mask(field.value)))
    return tuple(shown)
