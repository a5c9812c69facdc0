"""Annotated copies: as the holder lists them, and as a stranger is told of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tongban.certificates import policies
from tongban.certificates.domain.sharing import CopyView, copy_watermark, term_state
from tongban.certificates.models import AnnotatedCopy
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.refusals import CopyNotFound
from tongban.certificates.sealing import unseal_words
from tongban.certificates.types import type_version
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_MOST = 200


def copies_of(actor: Actor, certificate_id: str, now: datetime) -> tuple[CopyView, ...]:
    """The newest 200 copies of one's certificate, ended ones too. Refuses CertificateNotFound."""
    row = readable_row(actor, certificate_id)
    copies = AnnotatedCopy.objects.filter(certificate=row).select_related("certificate")
    return copy_views(list(copies.order_by("-made_at", "-id")[:_MOST]), local_date(now))


def annotated_copy(actor: Actor, copy_id: str, now: datetime) -> CopyView:
    """One copy, for its holder. Refuses CopyNotFound."""
    rows = AnnotatedCopy.objects.filter(id=copy_id).select_related("certificate")
    row = rows.order_by("id").first()
    if row is None or not policies.may_read(actor, row.certificate.holder_id):
        raise CopyNotFound
    return copy_view(row, local_date(now))


def copy_views(rows: Sequence[AnnotatedCopy], today: date) -> tuple[CopyView, ...]:
    """Rows with their words opened, with one reading of the keys."""
    opened = unseal_words((row.certificate.holder_id, row.sealed) for row in rows)
    return tuple(_view(row, words, today) for row, words in zip(rows, opened, strict=True))


def copy_view(row: AnnotatedCopy, today: date) -> CopyView:
    """One row with its words opened."""
    return copy_views([row], today)[0]


def _view(row: AnnotatedCopy, words: Mapping[str, str], today: date) -> CopyView:
    definition = type_version(row.certificate.type_code, row.certificate.type_version)
    purpose, user = words.get("purpose", ""), words.get("user", "")
    first_day = local_date(row.made_at)
    return CopyView(
        id=row.id,
        certificate_id=row.certificate_id,
        number=row.number,
        verify_token=row.verify_token,
        type_name=Text.from_mapping(definition["name"]),
        purpose=purpose,
        user=user,
        valid_until=row.valid_until,
        watermark=copy_watermark(purpose, user, row.valid_until),
        made_at=row.made_at,
        state=term_state(first_day, row.valid_until, row.withdrawn_at, max(today, first_day)),
    )
