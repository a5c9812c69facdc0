"""X.509 certificates 数字证书 (RFC 5280, GB/T 20518): issue, parse, follow to a root, revoke."""

from __future__ import annotations

from tongban_trust.x509.certificate import BadCertificate, Certificate, parse_certificate
from tongban_trust.x509.chain import ChainFault, ChainVerdict, follow_chain
from tongban_trust.x509.crl import RevocationList, Revoked, issue_crl, parse_crl
from tongban_trust.x509.issue import Authority, Purpose, Subject, issue_certificate, issue_root

__all__ = [
    "Authority",
    "BadCertificate",
    "Certificate",
    "ChainFault",
    "ChainVerdict",
    "Purpose",
    "RevocationList",
    "Revoked",
    "Subject",
    "follow_chain",
    "issue_certificate",
    "issue_crl",
    "issue_root",
    "parse_certificate",
    "parse_crl",
]
