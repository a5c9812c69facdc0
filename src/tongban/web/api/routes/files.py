"""Files that go with an application."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.results import BlobOut
from tongban.web.plumbing.handing_in import keep_upload

router = Router(tags=["files"])


@router.post("", response={201: BlobOut}, summary="Upload a material")
def upload(request: HttpRequest, file: File[UploadedFile]) -> Status:
    """Checked by content, not by name; its id goes into ``material_blobs`` of an application."""
    kept = keep_upload(signed_in(request), file, "case-material", timezone.now())
    return Status(201, kept)
