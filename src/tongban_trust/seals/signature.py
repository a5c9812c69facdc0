"""The frame of a seal's signature, SES_Signature of GB/T 38540-2020, 7, in its one encoding.

Without the optional extensions and the optional time stamp: nothing here would look at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from tongban_trust.der import (
    BITS,
    GENERALIZED_TIME,
    IA5,
    INTEGER,
    OCTETS,
    OID,
    SEQUENCE,
    NotDer,
    inside,
    integer,
    oid,
    tlv,
)
from tongban_trust.seals.structures import VERSION

SM2_WITH_SM3 = "1.2.156.10197.1.501"  # GB/T 33560
_ALGORITHM = oid(SM2_WITH_SM3)
_TIME = re.compile(rb"\d{14}Z")
_LARGEST = 96 * 1024


@dataclass(frozen=True, slots=True)
class SignatureFrame:
    """TBS_Sign taken apart (``signed`` are its bytes), with the certificate and the signature."""

    signed: bytes
    seal: bytes
    at: datetime
    data_hash: bytes
    property_info: str
    certificate: bytes
    signature: bytes


def to_sign(seal: bytes, at: datetime, data_hash: bytes, property_info: str) -> bytes:
    """TBS_Sign: what the key of the seal signs."""
    time = at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
    return tlv(
        SEQUENCE,
        integer(VERSION),
        seal,
        tlv(GENERALIZED_TIME, time),
        tlv(BITS, b"\0", data_hash),
        tlv(IA5, property_info.encode("ascii")),
    )


def frame(signed: bytes, certificate: bytes, signature: bytes) -> bytes:
    """SES_Signature."""
    return tlv(SEQUENCE, signed, tlv(OCTETS, certificate), _ALGORITHM, tlv(BITS, b"\0", signature))


def read_frame(der: bytes) -> SignatureFrame:
    """The parts of SES_Signature; NotDer unless putting them together gives ``der`` again."""
    if len(der) > _LARGEST:
        raise NotDer(f"{len(der)} bytes are more than {_LARGEST}")
    outer = inside(der, SEQUENCE, OCTETS, OID, BITS)
    parts = inside(outer[0].whole, INTEGER, SEQUENCE, GENERALIZED_TIME, BITS, IA5)
    if not _TIME.fullmatch(parts[2].content):
        raise NotDer("The time of the signature is not in whole seconds of UTC")
    try:
        time = parts[2].content.decode()
        at = datetime.fromisoformat(f"{time[:8]}T{time[8:]}")
        words = parts[4].content.decode("ascii")
    except ValueError as error:
        raise NotDer(str(error)) from error
    found = SignatureFrame(
        signed=outer[0].whole,
        seal=parts[1].whole,
        at=at,
        data_hash=parts[3].content[1:],
        property_info=words,
        certificate=outer[1].content,
        signature=outer[3].content[1:],
    )
    again = frame(
        to_sign(found.seal, at, found.data_hash, words), found.certificate, found.signature
    )
    if again != der:
        raise NotDer("The signature is not in its one encoding")
    return found
