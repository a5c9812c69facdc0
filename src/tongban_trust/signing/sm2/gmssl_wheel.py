"""SM2 by the wheel ``gmssl-pyx`` (GmSSL in C), where no OpenSSL 3 is: for a demo only.

It signs nine times slower, holds the interpreter's lock, and does not compute a public key from a
private one: that is done here, in a time that depends on the key.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from importlib import import_module
from typing import Any

from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID, ORDER, Sm2Unavailable, in_range

# The curve of GB/T 32918.5-2017: y² = x³ - 3x + b over the field of _P, base point _G.
_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_UNCOMPRESSED = b"\x04"
_POINT_BYTES = 65
Point = tuple[int, int] | None


class GmsslWheelBackend:
    """SM2 by ``gmssl-pyx``; Sm2Unavailable when the wheel is not installed."""

    name = "gmssl-pyx"
    demo_only = True

    def __init__(self) -> None:
        try:
            self._library: Any = import_module("gmssl_pyx")
        except ImportError as missing:
            raise Sm2Unavailable(
                "no wheel gmssl-pyx. pip install 'tongban[sm2-wheel]', for a demo only"
            ) from missing
        self._broken: type[Exception] = self._library.GmsslInnerError

    def generate(self) -> bytes:
        """A fresh private scalar in [1, n-2] (GB/T 32918.1, 6.1)."""
        return (secrets.randbelow(ORDER - 2) + 1).to_bytes(32, "big")

    def public_point(self, secret: bytes) -> bytes:
        """The public point of a private scalar; ValueError when the scalar is out of range."""
        return _public_point(in_range(secret))

    def sign(self, secret: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
        """The DER signature over ``message``."""
        public = self.public_point(secret)[1:]
        signature: bytes = self._library.sm2_sign(secret, public, message, signer_id=user_id)
        return signature

    def verify(
        self, point: bytes, signature: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID
    ) -> bool:
        """Whether the signature holds; False for malformed points and signatures."""
        if len(point) != _POINT_BYTES or not point.startswith(_UNCOMPRESSED):
            return False
        try:
            return bool(self._library.sm2_verify(point[1:], message, signature, signer_id=user_id))
        except (self._broken, ValueError):
            return False


@lru_cache(maxsize=1024)
def _public_point(scalar: int) -> bytes:
    found: Point = None
    for bit in f"{scalar:b}":
        found = _add(found, found)
        if bit == "1":
            found = _add(found, _G)
    if found is None:
        raise ValueError("An SM2 private key is no multiple of the order")
    return _UNCOMPRESSED + b"".join(each.to_bytes(32, "big") for each in found)


def _add(one: Point, other: Point) -> Point:
    """The sum of two points in affine coordinates (GB/T 32918.1, 3.2.3.1); None is infinity."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % _P == 0:
        return None
    if one == other:
        slope = 3 * (x1 * x1 - 1) * pow(2 * y1, -1, _P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, _P)
    x3 = (slope * slope - x1 - x2) % _P
    return x3, (slope * (x1 - x3) - y1) % _P
