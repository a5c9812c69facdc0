"""The door of the room: the only module outsiders import."""

from __future__ import annotations

from tongban.files.actions.store_upload import store_upload
from tongban.files.domain.kinds import MediaType
from tongban.files.queries import blob, read_blob
from tongban.files.refusals import (
    FileDamaged,
    FileEmpty,
    FileIsBomb,
    FileNameUnsafe,
    FileNotYours,
    FileTooLarge,
    FileTypeNotAllowed,
    SignInToUpload,
)
from tongban.files.views import BlobView

__all__ = [
    "BlobView",
    "FileDamaged",
    "FileEmpty",
    "FileIsBomb",
    "FileNameUnsafe",
    "FileNotYours",
    "FileTooLarge",
    "FileTypeNotAllowed",
    "MediaType",
    "SignInToUpload",
    "blob",
    "read_blob",
    "store_upload",
]
