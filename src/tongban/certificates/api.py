"""The door of room certificates."""

from __future__ import annotations

from tongban.certificates.actions.change_status import change_status
from tongban.certificates.actions.issue_certificate import issue_certificate
from tongban.certificates.pdf import certificate_pdf
from tongban.certificates.queries import (
    certificate,
    certificate_type,
    field_origins,
    my_certificates,
    valid_certificate_of,
    verify,
)
from tongban.certificates.refusals import (
    CertificateNotFound,
    CertificateTypeNotFound,
    IssuerNotAllowed,
    StatusChangeNotPossible,
)
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
    "CertificateNotFound",
    "CertificateStatus",
    "CertificateTypeNotFound",
    "CertificateTypeView",
    "CertificateView",
    "Disclosure",
    "HolderKind",
    "IssuerNotAllowed",
    "PublicCertificate",
    "StatusChangeNotPossible",
    "TypeField",
    "TypeFile",
    "VerifyOutcome",
    "VerifyVerdict",
    "certificate",
    "certificate_pdf",
    "certificate_type",
    "change_status",
    "field_origins",
    "issue_certificate",
    "my_certificates",
    "valid_certificate_of",
    "verify",
]
