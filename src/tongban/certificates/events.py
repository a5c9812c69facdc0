"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {certificate, identifier, type, type_version, issuer, case}
CERTIFICATE_ISSUED = "CertificateIssued"
# {certificate, status, article}
CERTIFICATE_STATUS_CHANGED = "CertificateStatusChanged"
