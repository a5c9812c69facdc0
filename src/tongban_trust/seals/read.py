"""Read a seal or a seal's signature: one encoding, no unknown fields, every signature checked.

What is read here is proven by the keys inside it. Whether those keys belong to whom they name is
for the caller to follow, from the certificates to a root.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from hmac import compare_digest

from tongban_trust.der import NotDer
from tongban_trust.seals.signature import SM2_WITH_SM3, read_frame
from tongban_trust.seals.structures import VERSION, SESeal
from tongban_trust.signing import Algorithm
from tongban_trust.suites import suite
from tongban_trust.x509 import BadCertificate, Certificate, parse_certificate
from tongban_trust.x509.der import NotStrict, load_strict

VENDOR = "TONGBAN"
_CERTIFICATES = 1  # certListType: whole certificates rather than digests


class BadSeal(ValueError):
    """The bytes are no seal or signature that is accepted here; the message says why."""


class SealType(Enum):
    """Whose seal it is: an organisation's 单位印章 or a person's 个人印章."""

    ORGANISATION = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class SealPicture:
    """What is seen: ``format`` such as ``PNG``, width and height in mm."""

    format: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal 电子印章: ``holders`` are the DER certificates that may use it; moments aware UTC."""

    der: bytes
    identifier: str
    name: str
    kind: SealType
    picture: SealPicture
    holders: tuple[bytes, ...]
    made_at: datetime
    valid_from: datetime
    valid_until: datetime
    maker: Certificate


@dataclass(frozen=True, slots=True)
class SealSignature:
    """A signature made with a seal: by which of its certificates, when (the signer's clock)."""

    seal: Seal
    certificate: Certificate
    signed_at: datetime
    property_info: str


@lru_cache(maxsize=64)
def read_seal(der: bytes) -> Seal:
    """The seal in strict DER, signed by the maker it names. BadSeal otherwise."""
    try:
        parsed = load_strict(SESeal, der)
        maker = parse_certificate(parsed["cert"].native)
        info, header = parsed["info"], parsed["info"]["header"].native
        facts, picture = info["property"].native, info["picture"].native
        kind = SealType(facts["type"])
    except (NotStrict, BadCertificate, ValueError) as error:
        raise BadSeal(f"This is no seal: {error}") from error
    if (header["id"], header["version"], facts["cert_list_type"]) != ("ES", VERSION, _CERTIFICATES):
        raise BadSeal(f"Only seals of version {VERSION} that list certificates are read here")
    if parsed["sign_alg"].native != SM2_WITH_SM3:
        raise BadSeal("The seal is not signed with SM2 and SM3")
    _check(maker, parsed["signed_value"].native, info.dump(), "seal")
    return Seal(
        der=der,
        identifier=info["es_id"].native,
        name=facts["name"],
        kind=kind,
        picture=SealPicture(**{_PICTURE.get(field, field): picture[field] for field in picture}),
        holders=tuple(facts["cert_list"]),
        made_at=facts["create_date"],
        valid_from=facts["valid_start"],
        valid_until=facts["valid_end"],
        maker=maker,
    )


def read_signature(der: bytes, data: bytes) -> SealSignature:
    """The signature in strict DER, made with its seal over exactly ``data``. BadSeal otherwise."""
    try:
        found = read_frame(der)
        certificate = _certificate(found.certificate)
    except (NotDer, BadCertificate) as error:
        raise BadSeal(f"This is no signature of a seal: {error}") from error
    seal = read_seal(found.seal)
    if not compare_digest(found.data_hash, suite("gm").hash(data)):
        raise BadSeal("The seal was put on other content")
    if certificate.der not in seal.holders:
        raise BadSeal("The signer's certificate may not use this seal")
    _check(certificate, found.signature, found.signed, "signature")
    if not seal.valid_from <= found.at <= seal.valid_until:
        raise BadSeal("The seal was not in force when it was used")
    return SealSignature(seal, certificate, found.at, found.property_info)


_certificate = lru_cache(maxsize=1024)(parse_certificate)
_PICTURE = {"type": "format"}


def _check(signer: Certificate, signature: bytes, message: bytes, what: str) -> None:
    if signer.public_key.algorithm is not Algorithm.SM2:
        raise BadSeal(f"The {what} is not made with an SM2 key")
    if not signer.public_key.verify(signature, message):
        raise BadSeal(f"The {what} does not verify with the key of its certificate")
