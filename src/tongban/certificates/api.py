"""The door of room certificates."""

from __future__ import annotations

from tongban.certificates.actions.change_status import change_status
from tongban.certificates.actions.issue_certificate import issue_certificate
from tongban.certificates.pdf import certificate_pdf
from tongban.certificates.queries import (
    certificate,
    certificate_type,
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
from tongban.certificates.types import type_in_force
from tongban.certificates.views import (
    STATUS_DIGITS,
    CertificateField,
    CertificateStatus,
    CertificateTypeView,
    CertificateView,
    Disclosure,
    PublicCertificate,
    TypeInForce,
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
    "TypeInForce",
    "VerifyOutcome",
    "VerifyVerdict",
    "certificate",
    "certificate_pdf",
    "certificate_type",
    "change_status",
    "issue_certificate",
    "my_certificates",
    "type_in_force",
    "valid_certificate_of",
    "verify",
]
