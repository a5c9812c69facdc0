"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {certificate, identifier, type, type_version, issuer, case}
CERTIFICATE_ISSUED = "CertificateIssued"
# {certificate, status, article}
CERTIFICATE_STATUS_CHANGED = "CertificateStatusChanged"
# {certificate, use, holder, way, lending}: tells the holder that it was used
CERTIFICATE_USED = "CertificateUsed"
# {certificate, lending, lender, borrower, borrower_kind}
CERTIFICATE_LENT = "CertificateLent"
# {certificate, lending, lender, borrower, borrower_kind}
LENDING_REVOKED = "LendingRevoked"
# {batch, type, issuer, rows, issued, refused}
BATCH_ISSUED = "BatchIssued"
# {batch, type, issuer, rows}
BATCH_OPENED = "BatchOpened"
# {kept, holder, type, level}
COPY_KEPT = "CopyKept"
# {kept, holder, type, level}
COPY_DROPPED = "CopyDropped"
# {certificate, copy}
COPY_WITHDRAWN = "CopyWithdrawn"
# {certificate, form, sha256}
DOCUMENT_SEALED = "DocumentSealed"
# {certificate, presentation}
PRESENTATION_MADE = "PresentationMade"
# {certificate, presentation}
PRESENTATION_WITHDRAWN = "PresentationWithdrawn"
# {sequence, sha256}
TRUST_BUNDLE_PUBLISHED = "TrustBundlePublished"
