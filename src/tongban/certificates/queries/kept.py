"""Kept copies of paper certificates, and the one that does for a material."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tongban.agencies.api import AgencyUnknown, agency
from tongban.certificates.domain.trust import KeepableType, KeptCopyView, TrustLevel, watermark
from tongban.certificates.models import CertificateType, KeptCopy
from tongban.certificates.types import current_type
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_MOST = 200
_NOBODY = Text.of("签发机关", "the issuer")  # a kept copy is never of level A


def kept_copies(actor: Actor) -> tuple[KeptCopyView, ...]:
    """The newest 200 kept copies of whom the actor acts for."""
    if actor.acts_for is None:
        return ()
    rows = KeptCopy.objects.filter(holder_id=actor.acts_for, dropped_at=None)
    return tuple(kept_view(row) for row in rows.order_by("-kept_at", "-id")[:_MOST])


def types_one_may_keep(is_firm: bool) -> tuple[KeepableType, ...]:
    """Types whose paper certificates a person (or firm) may keep a copy of, by name."""
    codes = CertificateType.objects.order_by("code").values_list("code", flat=True).distinct()
    wanted = ("firm", "any") if is_firm else ("person", "any")
    found = []
    for code in codes:
        _, definition = current_type(code)
        levels = definition.get("levels", ())
        if definition["holder"] in wanted and ("C" in levels or "D" in levels):
            promise = definition.get("promise")
            found.append(
                KeepableType(
                    code,
                    Text.from_mapping(definition["name"]),
                    Text.from_mapping(promise) if promise else None,
                )
            )
    return tuple(sorted(found, key=lambda one: one.name.zh))


def usable_copy_of(holder_id: str, type_code: str, now: datetime) -> KeptCopyView | None:
    """A copy that stands in for a material as it is: checked by a clerk (B) first, then promised.

    One that is only uploaded (C) does not: the original is still to be seen.
    """
    levels = sorted(level.value for level in TrustLevel if level.usable_as_it_is)
    row = (
        KeptCopy.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=local_date(now)),
            holder_id=holder_id,
            type_code=type_code,
            level__in=levels,
            dropped_at=None,
        )
        .order_by("level", "-kept_at", "-id")
        .first()
    )
    return None if row is None else kept_view(row)


def kept_view(row: KeptCopy) -> KeptCopyView:
    """A row as its holder sees it."""
    _, definition = current_type(row.type_code)
    level = TrustLevel(row.level)
    return KeptCopyView(
        id=row.id,
        type_code=row.type_code,
        type_name=Text.from_mapping(definition["name"]),
        level=level,
        blob_id=row.blob_id,
        valid_until=row.valid_until,
        watermark=watermark(level, _NOBODY, row.valid_until),
        attested_at=row.attested_at,
        attested_by=_name(row.attested_agency),
    )


def _name(code: str) -> Text | None:
    try:
        return agency(code).name if code else None
    except AgencyUnknown:
        return Text.of(code, code)
