"""Tables of this room. Private."""

from __future__ import annotations

from tongban.certificates.models.batch import BatchRefusal, IssueBatch
from tongban.certificates.models.documents import DrawnDocument, PublishedBundle
from tongban.certificates.models.keeping import KeptCopy
from tongban.certificates.models.register import Certificate, CertificateType, StatusChange
from tongban.certificates.models.reminding import ExpiryWalk
from tongban.certificates.models.sharing import AnnotatedCopy, Lending, Presentation, held
from tongban.certificates.models.using import CertificateUse, CheckCount

__all__ = [
    "AnnotatedCopy",
    "BatchRefusal",
    "Certificate",
    "CertificateType",
    "CertificateUse",
    "CheckCount",
    "DrawnDocument",
    "ExpiryWalk",
    "IssueBatch",
    "KeptCopy",
    "Lending",
    "Presentation",
    "PublishedBundle",
    "StatusChange",
    "held",
]
