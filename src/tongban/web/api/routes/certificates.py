"""Certificates: the holder's own, and verification by anybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from tongban.certificates.api import (
    CertificateView,
    VerifyVerdict,
    certificate,
    my_certificates,
)
from tongban.federation.api import verify_anywhere, verify_file_anywhere
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.results import CertificateOut, VerdictOut

router = Router(tags=["certificates"])
MOST_BYTES = 16 * 1024 * 1024


@router.get("", response=list[CertificateOut], summary="The caller's own certificates")
def mine(request: HttpRequest) -> tuple[CertificateView, ...]:
    """Of the caller, or of whom the caller acts for."""
    return my_certificates(signed_in(request))


@router.get("/verify", response=VerdictOut, summary="Whether a certificate is genuine and in force")
def check(
    request: HttpRequest,
    token: Annotated[str, Query(max_length=600)],
    on: Annotated[date | None, Query()] = None,
) -> VerifyVerdict:
    """By what its QR code says, an annotated copy's, or its identifier; of today or another day.

    Needs no sign-in.
    """
    return verify_anywhere(token, timezone.now(), on)


@router.post("/verify", response=VerdictOut, summary="Whether a certificate's file is genuine")
def check_file(
    request: HttpRequest,
    file: File[UploadedFile],
    on: Annotated[date | None, Form()] = None,
) -> VerifyVerdict:
    """OFD or PDF, at most 16 MB; seal, content, issuer, log, status and term. Nothing is kept.

    Needs no sign-in. The answer is 200 whatever the file is; only ``valid`` is a plain yes.
    """
    return verify_file_anywhere(file.read(MOST_BYTES + 1), timezone.now(), on)


@router.get("/{certificate_id}", response=CertificateOut, summary="One certificate")
def read(request: HttpRequest, certificate_id: str) -> CertificateView:
    """For its holder and who acts for the holder."""
    return certificate(signed_in(request), certificate_id)
