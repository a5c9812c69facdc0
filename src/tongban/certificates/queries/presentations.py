"""Presentations: what may be known of one before it is opened; never a value."""

from __future__ import annotations

from datetime import datetime

from tongban.certificates import policies
from tongban.certificates.domain.sharing import PresentationView, ShareState, labels_of
from tongban.certificates.models import Presentation
from tongban.certificates.refusals import PresentationNotFound
from tongban.certificates.sealing import unseal_words
from tongban.certificates.types import type_version
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def presentation(actor: Actor, presentation_id: str, now: datetime) -> PresentationView:
    """One's own presentation, with its code. Refuses PresentationNotFound."""
    row = _rows(id=presentation_id)
    if row is None or not policies.may_read(actor, row.certificate.holder_id):
        raise PresentationNotFound
    return presentation_view(row, now)


def presentation_by_token(token: str, now: datetime) -> PresentationView:
    """What the audience reads before opening: for whom it is and which fields, no value.

    Refuses PresentationNotFound.
    """
    row = _rows(token=token.strip().lower()[:32])
    if row is None:
        raise PresentationNotFound
    return presentation_view(row, now)


def state_of(row: Presentation, now: datetime) -> ShareState:
    """Withdrawn, over, seen by somebody, or open."""
    if row.withdrawn_at is not None:
        return ShareState.ENDED
    if now >= row.expires_at:
        return ShareState.EXPIRED
    return ShareState.SEEN if row.viewer else ShareState.OPEN


def presentation_view(row: Presentation, now: datetime) -> PresentationView:
    """A row as its holder sees it."""
    definition = type_version(row.certificate.type_code, row.certificate.type_version)
    labels = labels_of(definition)
    words = unseal_words([(row.certificate.holder_id, row.sealed)])[0]
    return PresentationView(
        id=row.id,
        certificate_id=row.certificate_id,
        token=row.token,
        type_name=Text.from_mapping(definition["name"]),
        audience=words.get("audience", ""),
        fields=tuple(labels[name] for name in row.fields),
        expires_at=row.expires_at,
        state=state_of(row, now),
    )


def _rows(**where: str) -> Presentation | None:
    rows = Presentation.objects.select_related("certificate").filter(**where)
    return rows.order_by("id").first()
