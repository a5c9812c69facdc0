"""Make a seal and sign with it. SM2 with SM3 only: the standard knows no other suite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban_trust.seals.read import (
    VENDOR,
    BadSeal,
    Seal,
    SealPicture,
    SealType,
    read_seal,
)
from tongban_trust.seals.signature import SM2_WITH_SM3, frame, to_sign
from tongban_trust.seals.structures import VERSION, SealInfo, SESeal
from tongban_trust.signing import Algorithm, SigningKey
from tongban_trust.suites import suite
from tongban_trust.x509 import Authority, Certificate

_LARGEST_PICTURE = 32 * 1024


def make_seal(
    *,
    identifier: str,
    name: str,
    kind: SealType,
    picture: SealPicture,
    holders: Sequence[Certificate],
    made_at: datetime,
    valid_from: datetime,
    valid_until: datetime,
    maker: Authority,
) -> Seal:
    """A seal signed by its maker 制章人. Moments are aware; fractions of seconds are dropped.

    ``holders`` are the certificates whose keys may sign with it. BadSeal when a key is not SM2 or
    the picture is larger than 32 KB.
    """
    if len(picture.data) > _LARGEST_PICTURE:
        raise BadSeal(f"The picture has {len(picture.data)} bytes, at most {_LARGEST_PICTURE} fit")
    info = SealInfo(
        {
            "header": {"id": "ES", "version": VERSION, "vid": VENDOR},
            "es_id": identifier,
            "property": {
                "type": kind.value,
                "name": name,
                "cert_list_type": 1,
                "cert_list": [holder.der for holder in holders],
                "create_date": _whole(made_at),
                "valid_start": _whole(valid_from),
                "valid_end": _whole(valid_until),
            },
            "picture": {
                "type": picture.format,
                "data": picture.data,
                "width": picture.width,
                "height": picture.height,
            },
        }
    )
    made = {
        "info": info,
        "cert": maker.certificate.der,
        "sign_alg": SM2_WITH_SM3,
        "signed_value": _sign(maker.key, info.dump()),
    }
    return read_seal(bytes(SESeal(made).dump()))


@dataclass(frozen=True, slots=True)
class SealUser:
    """Who can sign with a seal: the seal, the SM2 key and the certificate of that key."""

    seal: Seal
    key: SigningKey
    certificate: Certificate


def sign_with_seal(user: SealUser, data: bytes, *, property_info: str, at: datetime) -> bytes:
    """The DER SES_Signature over ``data``; ``property_info`` names it (in OFD, its place).

    BadSeal when the certificate may not use the seal, is not this key's, or the seal is not in
    force at ``at``.
    """
    seal, certificate = user.seal, user.certificate
    if certificate.der not in seal.holders or certificate.public_key != user.key.public:
        raise BadSeal(f"The seal {seal.name} was not made for this key")
    if not seal.valid_from <= at <= seal.valid_until:
        raise BadSeal(f"The seal {seal.name} is not in force at {at.isoformat()}")
    signed = to_sign(seal.der, _whole(at), suite("gm").hash(data), property_info)
    return frame(signed, certificate.der, _sign(user.key, signed))


def _sign(key: SigningKey, message: bytes) -> bytes:
    if key.public.algorithm is not Algorithm.SM2:
        raise BadSeal(f"A seal of GB/T 38540 needs an SM2 key, not {key.public.algorithm.value}")
    return key.sign(message)


def _whole(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A seal needs moments with a time zone")
    return moment.replace(microsecond=0)
