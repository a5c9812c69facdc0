"""The door of room certificates."""

from __future__ import annotations

from tongban.certificates.actions.change_status import change_status
from tongban.certificates.actions.issue_certificate import issue_certificate
from tongban.certificates.actions.transfer_in import transfer_in
from tongban.certificates.domain.status import OPERATION_LABELS, STATUS_LABELS, StatusEntry
from tongban.certificates.pdf import certificate_pdf
from tongban.certificates.queries.history import status_at, status_history
from tongban.certificates.queries.holding import (
    certificate,
    certificate_type,
    my_certificates,
    valid_certificate_of,
)
from tongban.certificates.queries.verifying import verify
from tongban.certificates.refusals import (
    CertificateNotFound,
    CertificateTypeNotFound,
    IssuerNotAllowed,
    NoSuccessor,
    StatusChangeNotPossible,
    StatusDayNotPossible,
)
from tongban.certificates.shelf import HolderKind, TypeField, TypeFile
from tongban.certificates.types import type_in_force
from tongban.certificates.views import (
    OPERATION_DIGITS,
    STATUS_DIGITS,
    CertificateField,
    CertificateStatus,
    CertificateTypeView,
    CertificateView,
    Disclosure,
    Operation,
    PublicCertificate,
    TypeInForce,
    VerifyOutcome,
    VerifyVerdict,
)

__all__ = [
    "OPERATION_DIGITS",
    "OPERATION_LABELS",
    "STATUS_DIGITS",
    "STATUS_LABELS",
    "CertificateField",
    "CertificateNotFound",
    "CertificateStatus",
    "CertificateTypeNotFound",
    "CertificateTypeView",
    "CertificateView",
    "Disclosure",
    "HolderKind",
    "IssuerNotAllowed",
    "NoSuccessor",
    "Operation",
    "PublicCertificate",
    "StatusChangeNotPossible",
    "StatusDayNotPossible",
    "StatusEntry",
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
    "status_at",
    "status_history",
    "transfer_in",
    "type_in_force",
    "valid_certificate_of",
    "verify",
]
