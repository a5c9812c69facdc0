"""The signature container of PAdES B-B (ETSI EN 319 142-1): CMS (RFC 5652), in one form only.

Signed attributes: content type, message digest, signing certificate. No unsigned ones, no time
(PDF's own ``/M`` says when), no certificate that the signature does not name by its digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tongban_trust.der import (
    INTEGER,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    NotDer,
    inside,
    integer,
    oid,
    tlv,
    values,
)
from tongban_trust.signing import BadEncoding, SigningKey, compact, from_compact
from tongban_trust.x509 import BadCertificate, Certificate, parse_certificate

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_MOST_CERTIFICATES = 6
_TAG_0 = 0xA0  # [0], constructed
_DATA = oid("1.2.840.113549.1.7.1")
_SIGNED_DATA = oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47")
_SHA256 = tlv(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"))
_ECDSA_WITH_SHA256 = tlv(SEQUENCE, oid("1.2.840.10045.4.3.2"))


class CmsRefused(ValueError):
    """The container is not the one form of its content, or proves nothing; the message says."""


@dataclass(frozen=True, slots=True)
class CmsContent:
    """Who signed, and the certificates sent along (signer's not among them)."""

    signer: Certificate
    others: tuple[Certificate, ...]


def make_cms(
    digest: bytes, key: SigningKey, signer: Certificate, others: Sequence[Certificate]
) -> bytes:
    """The DER container over content whose SHA-256 is ``digest``. ``key`` is a P-256 key."""
    attributes = _attributes(digest, signer, others)
    signature = _smaller(key.sign(tlv(SET, attributes)))
    return _build(attributes, signer, others, signature)


def read_cms(der: bytes, digest: bytes) -> CmsContent:
    """The signer of content with this SHA-256; CmsRefused for any byte ``make_cms`` would not
    have written."""
    try:
        certificates, serial, signature = _pieces(der)
        signer, others = _sorted_out(certificates, serial)
        attributes = _attributes(digest, signer, others)
        again = _build(attributes, signer, others, signature)
        small = signature == _smaller(signature)
    except (NotDer, BadCertificate) as error:
        raise CmsRefused(f"The signature cannot be read: {error}") from error
    if again != der or not small:
        raise CmsRefused("The document or its signature was changed after signing")
    if not signer.public_key.verify(signature, tlv(SET, attributes)):
        raise CmsRefused("The signature does not verify with the key of its certificate")
    return CmsContent(signer, others)


def _pieces(der: bytes) -> tuple[list[bytes], int, bytes]:
    """Certificates, the signer's serial number and the signature, wherever the frame has them."""
    _, wrapped = inside(der, OID, _TAG_0)
    signed = inside(wrapped.content, INTEGER, SET, SEQUENCE, _TAG_0, SET)
    certificates = [each.whole for each in values(signed[3].content)]
    if not 1 <= len(certificates) <= _MOST_CERTIFICATES:
        raise CmsRefused("There must be one signer and a few certificates")
    (info,) = inside(signed[4].whole, SEQUENCE)
    parts = inside(info.whole, INTEGER, SEQUENCE, SEQUENCE, _TAG_0, SEQUENCE, OCTETS)
    _, serial = inside(parts[1].whole, SEQUENCE, INTEGER)
    return certificates, int.from_bytes(serial.content, "big"), parts[5].content


def _sorted_out(ders: Sequence[bytes], serial: int) -> tuple[Certificate, tuple[Certificate, ...]]:
    certificates = [_certificate(each) for each in ders]
    signers = [each for each in certificates if each.serial == serial]
    if len(signers) != 1:
        raise CmsRefused("The signer's certificate is missing")
    return signers[0], tuple(each for each in certificates if each is not signers[0])


_certificate = lru_cache(maxsize=1024)(parse_certificate)


def _attributes(digest: bytes, signer: Certificate, others: Sequence[Certificate]) -> bytes:
    """The content of the set of signed attributes, in the order DER wants."""
    named = [signer, *sorted(others, key=lambda each: each.der)]
    digests = (
        tlv(SEQUENCE, tlv(OCTETS, hashlib.sha256(each.der).digest())) for each in named
    )  # SHA-256 is the default and so not written
    certificates = tlv(SEQUENCE, tlv(SEQUENCE, *digests))
    found = (
        tlv(SEQUENCE, _CONTENT_TYPE, tlv(SET, _DATA)),
        tlv(SEQUENCE, _MESSAGE_DIGEST, tlv(SET, tlv(OCTETS, digest))),
        tlv(SEQUENCE, _SIGNING_CERTIFICATE, tlv(SET, certificates)),
    )
    return b"".join(sorted(found))


def _build(
    attributes: bytes, signer: Certificate, others: Sequence[Certificate], signature: bytes
) -> bytes:
    info = tlv(
        SEQUENCE,
        integer(1),
        tlv(SEQUENCE, signer.issuer_der, integer(signer.serial)),
        _SHA256,
        tlv(_TAG_0, attributes),
        _ECDSA_WITH_SHA256,
        tlv(OCTETS, signature),
    )
    signed = tlv(
        SEQUENCE,
        integer(1),
        tlv(SET, _SHA256),
        tlv(SEQUENCE, _DATA),
        tlv(_TAG_0, *sorted(each.der for each in (signer, *others))),
        tlv(SET, info),
    )
    return tlv(SEQUENCE, _SIGNED_DATA, tlv(_TAG_0, signed))


def _smaller(signature: bytes) -> bytes:
    """Of the two signatures ECDSA allows for one, the one with the smaller second number."""
    try:
        raw = compact(signature)
    except BadEncoding as error:
        raise CmsRefused(str(error)) from error
    second = int.from_bytes(raw[32:], "big")
    return from_compact(raw[:32] + min(second, _ORDER - second).to_bytes(32, "big"))
