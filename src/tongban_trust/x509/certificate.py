"""One parsed certificate: the facts in it that a decision may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asn1crypto import x509

from tongban_trust.signing import Algorithm, BadEncoding, PublicKey
from tongban_trust.x509.der import NotStrict, algorithm_in, load_strict

_KNOWN_CRITICAL = {"basic_constraints", "key_usage"}


class BadCertificate(ValueError):
    """The bytes are no certificate that is accepted here; the message says why."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as parsed: names as RFC 4514 text, moments aware UTC, ``usage`` key usages.

    ``path_length`` counts the authorities allowed below an authority, None for any number.
    """

    der: bytes
    serial: int
    subject: str
    issuer: str
    subject_der: bytes
    issuer_der: bytes
    organisation_code: str | None
    not_before: datetime
    not_after: datetime
    public_key: PublicKey
    is_authority: bool
    path_length: int | None
    usage: frozenset[str]
    algorithm: Algorithm
    signed_bytes: bytes
    signature: bytes

    def signed_by(self, key: PublicKey) -> bool:
        """Whether ``key`` signed this certificate."""
        return self.algorithm is key.algorithm and _verified(key, self.signature, self.signed_bytes)


@lru_cache(maxsize=1024)
def _verified(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """A body's certificate stands under thousands of files: its signature is verified once."""
    return key.verify(signature, message)


def parse_certificate(der: bytes) -> Certificate:
    """The certificate in strict DER. BadCertificate names what is wrong with it."""
    try:
        parsed = load_strict(x509.Certificate, der)
        return _read(parsed, der)
    except (NotStrict, BadEncoding) as error:
        raise BadCertificate(str(error)) from error


def _read(parsed: x509.Certificate, der: bytes) -> Certificate:
    body = parsed["tbs_certificate"]
    algorithm = algorithm_in(parsed["signature_algorithm"])
    if algorithm_in(body["signature"]) is not algorithm:
        raise NotStrict("the two signature algorithms of the certificate differ")
    unknown = parsed.critical_extensions - _KNOWN_CRITICAL
    if unknown:
        raise NotStrict(f"critical extensions not understood here: {', '.join(sorted(unknown))}")
    constraints, usage = parsed.basic_constraints_value, parsed.key_usage_value
    authority = bool(constraints and constraints["ca"].native)
    validity = body["validity"]
    return Certificate(
        der=der,
        serial=body["serial_number"].native,
        subject=body["subject"].human_friendly,
        issuer=body["issuer"].human_friendly,
        subject_der=body["subject"].dump(),
        issuer_der=body["issuer"].dump(),
        organisation_code=_first(body["subject"].native.get("organization_identifier")),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        public_key=PublicKey.from_spki(body["subject_public_key_info"].dump()),
        is_authority=authority,
        path_length=constraints["path_len_constraint"].native if authority else None,
        usage=frozenset(usage.native) if usage else frozenset(),
        algorithm=algorithm,
        signed_bytes=body.dump(),
        signature=parsed["signature_value"].native,
    )


def _first(value: object) -> str | None:
    if isinstance(value, list):
        return str(value[0])
    return None if value is None else str(value)
