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
from tongban_trust.signing.sm2.curve import multiple_of_base

_UNCOMPRESSED = b"\x04"
_POINT_BYTES = 65


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
    return _UNCOMPRESSED + b"".join(each.to_bytes(32, "big") for each in multiple_of_base(scalar))
