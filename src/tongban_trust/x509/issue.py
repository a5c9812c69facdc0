"""Issuing: a root, authorities under it, and certificates for seals, people and the log."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from asn1crypto import keys, x509

from tongban_trust.signing import PublicKey, SigningKey
from tongban_trust.x509.certificate import Certificate, parse_certificate
from tongban_trust.x509.der import signature_algorithm

_SERIAL_BITS = 127  # positive, at most 16 bytes, not to be guessed (RFC 5280, 4.1.2.2)


class Purpose(Enum):
    """What the certified key may do."""

    AUTHORITY = "authority"
    SEAL = "seal"
    SIGNATURE = "signature"


_USAGE = {
    Purpose.AUTHORITY: {"key_cert_sign", "crl_sign"},
    Purpose.SEAL: {"digital_signature", "non_repudiation"},
    Purpose.SIGNATURE: {"digital_signature"},
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names: common name, organisation and its unified credit code (18)."""

    common_name: str
    organisation: str | None = None
    organisation_code: str | None = None
    country: str = "CN"

    def name(self) -> x509.Name:
        """The X.509 name, in UTF-8."""
        parts = {"country_name": self.country}
        if self.organisation:
            parts["organization_name"] = self.organisation
        if self.organisation_code:
            parts["organization_identifier"] = self.organisation_code
        parts["common_name"] = self.common_name
        return x509.Name.build(parts)


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate with the key that signs under it."""

    certificate: Certificate
    key: SigningKey

    def name(self) -> x509.Name:
        """The name it signs under."""
        return x509.Name.load(self.certificate.subject_der)


def issue_root(
    subject: Subject, key: SigningKey, *, not_before: datetime, not_after: datetime
) -> Authority:
    """A self-signed root 根证书. Moments are aware; seconds are kept, fractions dropped."""
    extensions = _extensions(Purpose.AUTHORITY, key.public, key.public, path_length=None)
    term = (not_before, not_after)
    der = _sign(subject.name(), subject.name(), key.public, key, term, extensions)
    return Authority(parse_certificate(der), key)


def issue_certificate(
    subject: Subject,
    public_key: PublicKey,
    purpose: Purpose,
    *,
    issuer: Authority,
    not_before: datetime,
    not_after: datetime,
) -> Certificate:
    """A certificate for ``public_key``, signed by ``issuer``; an authority may not issue further.

    ValueError when it would outlive its issuer. Source: RFC 5280, 4.2; GB/T 20518.
    """
    if not_after > issuer.certificate.not_after or not_before < issuer.certificate.not_before:
        raise ValueError("A certificate cannot be valid while its issuer's is not")
    extensions = _extensions(purpose, public_key, issuer.key.public, path_length=0)
    term = (not_before, not_after)
    der = _sign(subject.name(), issuer.name(), public_key, issuer.key, term, extensions)
    return parse_certificate(der)


def _extensions(
    purpose: Purpose, public: PublicKey, issuer: PublicKey, path_length: int | None
) -> list[dict[str, Any]]:
    authority = purpose is Purpose.AUTHORITY
    limits: dict[str, Any] = {"ca": authority}
    if authority and path_length is not None:
        limits["path_len_constraint"] = path_length
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": limits},
        {
            "extn_id": "key_usage",
            "critical": True,
            "extn_value": x509.KeyUsage(_USAGE[purpose]),
        },
        {"extn_id": "key_identifier", "extn_value": key_identifier(public)},
        {
            "extn_id": "authority_key_identifier",
            "extn_value": {"key_identifier": key_identifier(issuer)},
        },
    ]


def key_identifier(public: PublicKey) -> bytes:
    """20 bytes that name a key inside certificates (RFC 7093, method 1)."""
    return hashlib.sha256(public.raw).digest()[:20]


def _sign(
    subject: x509.Name,
    issuer: x509.Name,
    public: PublicKey,
    key: SigningKey,
    term: tuple[datetime, datetime],
    extensions: list[dict[str, Any]],
) -> bytes:
    algorithm = signature_algorithm(key.public.algorithm)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": secrets.randbits(_SERIAL_BITS) | 1,
            "signature": algorithm,
            "issuer": issuer,
            "validity": {"not_before": time_of(term[0]), "not_after": time_of(term[1])},
            "subject": subject,
            "subject_public_key_info": keys.PublicKeyInfo.load(public.spki),
            "extensions": extensions,
        }
    )
    signature = key.sign(body.dump())
    whole = {"tbs_certificate": body, "signature_algorithm": algorithm}
    return bytes(x509.Certificate({**whole, "signature_value": signature}).dump())


def time_of(moment: datetime) -> x509.Time:
    """UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5); ValueError when naive."""
    if moment.tzinfo is None:
        raise ValueError("A certificate's term needs moments with a time zone")
    whole = moment.replace(microsecond=0)
    form = "utc_time" if whole.year < 2050 else "general_time"
    return x509.Time({form: whole})
