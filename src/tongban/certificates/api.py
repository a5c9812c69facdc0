"""The door of room certificates."""

from __future__ import annotations

from tongban.certificates.shelf import HolderKind, TypeField, TypeFile
from tongban.certificates.views import (
    STATUS_DIGITS,
    CertificateField,
    CertificateStatus,
    CertificateTypeView,
    CertificateView,
    Disclosure,
    PublicCertificate,
    VerifyOutcome,
    VerifyVerdict,
)

__all__ = [
    "STATUS_DIGITS",
    "CertificateField",
    "CertificateStatus",
    "CertificateTypeView",
    "CertificateView",
    "Disclosure",
    "HolderKind",
    "PublicCertificate",
    "TypeField",
    "TypeFile",
    "VerifyOutcome",
    "VerifyVerdict",
]
