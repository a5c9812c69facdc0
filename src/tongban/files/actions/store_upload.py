"""Store an upload: checked at the gate, then bytes, row and evidence."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.files.adapters.store import Readable, Received, archive_entries, keep, received
from tongban.files.domain.bombs import refuse_huge_picture, refuse_unsafe_archive
from tongban.files.domain.kinds import MediaType, media_type_of
from tongban.files.domain.names import is_safe_name
from tongban.files.models import Blob
from tongban.files.policies import owner_of_upload
from tongban.files.refusals import FileNameUnsafe, FileTooLarge
from tongban.files.views import BlobView
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import blind_index, record, seal


def store_upload(
    *,
    actor: Actor,
    filename: str,
    stream: Readable,
    declared_type: str,
    purpose: str,
    now: datetime,
) -> BlobView:
    """Keep a file for the subject the actor acts for; PDF, PNG, JPEG or OFD, 20 MB by default.

    ``purpose`` is a code (``case-material``), ``declared_type`` what the browser says and may be
    empty. Uploading the same bytes under the same name for the same purpose returns the first
    upload. The stream is read in chunks and only up to the limit; a ``size`` it knows of is
    believed first. Refused with SignInToUpload, FileNameUnsafe, FileEmpty, FileTooLarge,
    FileTypeNotAllowed, FileIsBomb.
    """
    owner = owner_of_upload(actor)
    if not is_safe_name(filename):
        raise FileNameUnsafe
    limit: int = settings.UPLOAD_MAX_BYTES
    told_size = getattr(stream, "size", None)
    if isinstance(told_size, int) and told_size > limit:
        raise FileTooLarge(limit)
    with received(stream, limit) as upload:
        kind = _checked(upload, filename, declared_type)
        # Bytes first: a crash in between leaves bytes nobody points to, never a row without bytes.
        keep(upload)
        return _written(actor, owner, upload, kind, filename, purpose, now)


def _checked(upload: Received, filename: str, declared_type: str) -> MediaType:
    kind = media_type_of(upload.head, filename, declared_type)
    if kind is MediaType.OFD:
        refuse_unsafe_archive(archive_entries(upload.path))
    refuse_huge_picture(kind, upload.head)
    return kind


@transaction.atomic
def _written(
    actor: Actor,
    owner: str,
    upload: Received,
    kind: MediaType,
    filename: str,
    purpose: str,
    now: datetime,
) -> BlobView:
    row, is_new = Blob.objects.get_or_create(
        owner_id=owner,
        purpose=purpose,
        sha256=upload.sha256,
        filename_index=blind_index("filename", filename),
        defaults={
            "id": new_id("blob"),
            "size": upload.size,
            "media_type": kind.value,
            "filename": seal(owner, filename.encode()),
            "stored_at": now,
        },
    )
    if is_new:
        record(
            kind="file.stored",
            about=row.id,
            facts={"size": row.size, "media_type": row.media_type, "purpose": purpose},
            sealed={"sha256": row.sha256},
            subject_id=owner,
            actor=actor,
            now=now,
        )
    return BlobView(row.id, row.sha256, row.size, row.media_type, filename, row.stored_at)
