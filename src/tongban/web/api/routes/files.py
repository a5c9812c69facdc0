"""Files that go with an application."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongban.files.api import store_upload
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.results import BlobOut

router = Router(tags=["files"])


@router.post("", response={201: BlobOut}, summary="Upload a material")
def upload(request: HttpRequest, file: File[UploadedFile]) -> Status:
    """Checked by content, not by name; its id goes into ``material_blobs`` of an application."""
    kept = store_upload(
        actor=signed_in(request),
        filename=file.name or "",
        stream=file,
        declared_type=file.content_type or "",
        purpose="case-material",
        now=timezone.now(),
    )
    return Status(201, kept)
