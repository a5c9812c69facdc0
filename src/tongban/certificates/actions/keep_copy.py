"""Keep a copy of a paper certificate: uploaded (C), promised (D), checked by a clerk (B)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongban.certificates import events, policies
from tongban.certificates.domain.trust import KeptCopyView, TrustLevel
from tongban.certificates.models import KeptCopy
from tongban.certificates.queries.kept import kept_view
from tongban.certificates.refusals import (
    AttestNotAllowed,
    CertificateNotFound,
    KeptCopyNotFound,
    LevelNotAllowed,
)
from tongban.certificates.telling import tell
from tongban.certificates.types import current_type
from tongban.files.api import blob
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id


def keep_copy(
    *,
    actor: Actor,
    type_code: str,
    blob_id: str,
    now: datetime,
    promised: bool = False,
    valid_until: date | None = None,
) -> KeptCopyView:
    """Put one's own upload into the wallet: level C, or D with the promise 承诺 the type asks for.

    Keeping the same file twice gives back the first. Refuses CertificateTypeNotFound,
    LevelNotAllowed (the type does not take this level), CertificateNotFound (nobody to keep it
    for), FileNotYours of files.
    """
    level = TrustLevel.D if promised else TrustLevel.C
    if actor.acts_for is None or not policies.is_holder(actor, actor.acts_for):
        raise CertificateNotFound
    _need_level(type_code, level)
    blob(actor, blob_id)
    return _keep(actor, actor.acts_for, type_code, blob_id, level, now, valid_until)


def attest_upload(
    *,
    actor: Actor,
    agency_code: str,
    holder_id: str,
    type_code: str,
    blob_id: str,
    now: datetime,
    valid_until: date | None = None,
) -> KeptCopyView:
    """A window clerk has compared an upload with the original: 与原件核对无误, level B, reusable.

    The clerk's post and body stand in the evidence. Refuses AttestNotAllowed (no window post in
    that body), CertificateTypeNotFound, LevelNotAllowed, FileNotYours of files.
    """
    post = policies.attesting_post(actor, agency_code)
    if post is None:
        raise AttestNotAllowed
    _need_level(type_code, TrustLevel.B)
    blob(actor, blob_id, granted=True)  # the room of the case let the clerk see it
    return _keep(
        actor, holder_id, type_code, blob_id, TrustLevel.B, now, valid_until, post, agency_code
    )


def drop_copy(*, actor: Actor, kept_id: str, now: datetime) -> None:
    """Take a copy out of one's wallet. Refuses KeptCopyNotFound, also when not one's own."""
    with transaction.atomic():
        row = KeptCopy.objects.select_for_update().filter(id=kept_id).order_by("id").first()
        if row is None or not policies.is_holder(actor, row.holder_id):
            raise KeptCopyNotFound
        if row.dropped_at is None:
            row.dropped_at = now
            row.save(update_fields=["dropped_at"])
            _tell(actor, row, "certificates.copy-dropped", events.COPY_DROPPED, now)


def _need_level(type_code: str, level: TrustLevel) -> None:
    _, definition = current_type(type_code)
    if level.name not in definition.get("levels", ["A"]):
        raise LevelNotAllowed(level.label)


def _keep(
    actor: Actor,
    holder_id: str,
    type_code: str,
    blob_id: str,
    level: TrustLevel,
    now: datetime,
    valid_until: date | None,
    post: str = "",
    agency_code: str = "",
) -> KeptCopyView:
    with transaction.atomic():
        row, fresh = KeptCopy.objects.select_for_update().get_or_create(
            holder_id=holder_id,
            type_code=type_code,
            blob_id=blob_id,
            defaults={"id": new_id("kept"), "level": TrustLevel.C.value, "kept_at": now},
        )
        # A look at the original outranks what its holder says, and is never taken back by it.
        if fresh or level is TrustLevel.B or row.dropped_at is not None:
            row.level, row.dropped_at = level.value, None
            row.valid_until = valid_until
            if level is TrustLevel.D:
                row.promised_at = now
            if level is TrustLevel.B:
                row.attested_at, row.attested_post = now, post
                row.attested_agency = agency_code
            row.save()
            _tell(actor, row, "certificates.copy-kept", events.COPY_KEPT, now)
    return kept_view(row)


def _tell(actor: Actor, row: KeptCopy, kind: str, event: str, now: datetime) -> None:
    tell(
        kind=kind,
        event=event,
        about=row.id,
        facts={"kept": row.id, "holder": row.holder_id, "type": row.type_code, "level": row.level},
        actor=actor,
        now=now,
        holder_id=row.holder_id,
        evidence={
            "blob": row.blob_id,
            "post": row.attested_post,
            "agency": row.attested_agency,
        },
    )
