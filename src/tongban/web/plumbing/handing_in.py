"""Files handed in: each is kept as case material, or told as a problem where it was chosen."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from tongban.files.api import BlobView, store_upload
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal


def keep_upload(actor: Actor, upload: UploadedFile, purpose: str, now: datetime) -> BlobView:
    """The blob of a file as it came in, kept for the actor. Refuses what ``store_upload`` does."""
    return store_upload(
        actor=actor,
        filename=upload.name or "",
        stream=upload,
        declared_type=upload.content_type or "",
        purpose=purpose,
        now=now,
    )


def as_page(upload: UploadedFile) -> tuple[str, str, BinaryIO]:
    """An upload as name, media type, bytes."""
    return upload.name or "", upload.content_type or "", cast("BinaryIO", upload)


def keep_material(actor: Actor, upload: UploadedFile, where: str) -> BlobView | Problem:
    """The blob it became; or the refusal as a problem of the control ``where``."""
    try:
        return keep_upload(actor, upload, "case-material", timezone.now())
    except Refusal as refused:
        return Problem(where, refused.code, refused.message, refused.mend)
