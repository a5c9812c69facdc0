"""Certificates: the holder's own, and verification by anybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.certificates.api import (
    CertificateView,
    VerifyVerdict,
    certificate,
    my_certificates,
    verify,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.results import CertificateOut, VerdictOut

router = Router(tags=["certificates"])


@router.get("", response=list[CertificateOut], summary="The caller's own certificates")
def mine(request: HttpRequest) -> tuple[CertificateView, ...]:
    """Of the caller, or of whom the caller acts for."""
    return my_certificates(signed_in(request))


@router.get("/verify", response=VerdictOut, summary="Whether a certificate is genuine and in force")
def check(
    request: HttpRequest,
    token: Annotated[str, Query(max_length=300)],
    on: Annotated[date | None, Query()] = None,
) -> VerifyVerdict:
    """By the token of its QR code, an annotated copy's, or its identifier; of today or another day.

    Needs no sign-in.
    """
    return verify(token, timezone.now(), on)


@router.get("/{certificate_id}", response=CertificateOut, summary="One certificate")
def read(request: HttpRequest, certificate_id: str) -> CertificateView:
    """For its holder and who acts for the holder."""
    return certificate(signed_in(request), certificate_id)
