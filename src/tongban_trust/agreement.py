"""Key agreement 密钥协商: two fresh keys of one session make one secret (ECDHE).

On the curve of SM2 for ``gm`` (as curveSM2 in RFC 8998), X25519 for ``intl`` (RFC 7748). Who is at
the other end is told by signatures over what was exchanged, so keys in hardware need only sign.
"""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_int, c_size_t, c_void_p
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from tongban_trust.signing.sm2 import Sm2Unavailable, backend
from tongban_trust.signing.sm2.openssl import bundled_library, system_library

_NID_SM2 = 1172
_UNCOMPRESSED, _POINT_BYTES = 4, 65

_PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "EC_GROUP_new_by_curve_name": (c_void_p, (c_int,)),
    "EC_POINT_new": (c_void_p, (c_void_p,)),
    "EC_POINT_free": (None, (c_void_p,)),
    "EC_POINT_oct2point": (c_int, (c_void_p, c_void_p, c_char_p, c_size_t, c_void_p)),
    "EC_POINT_point2oct": (
        c_size_t,
        (c_void_p, c_void_p, c_int, c_char_p, c_size_t, c_void_p),
    ),
    "EC_POINT_mul": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "BN_bin2bn": (c_void_p, (c_char_p, c_int, c_void_p)),
    "BN_clear_free": (None, (c_void_p,)),
    "ERR_clear_error": (None, ()),
}


class BadShare(ValueError):
    """The other end's share is no point to agree with."""


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """One end's fresh key for one session; ``share`` goes to the other end."""

    suite_name: str
    secret: bytes = field(repr=False)
    share: bytes

    def agree(self, other: bytes) -> bytes:
        """The 32 bytes both ends compute; BadShare when ``other`` is no valid share."""
        if self.suite_name == "gm":
            return _multiply(self.secret, other)
        try:
            private = X25519PrivateKey.from_private_bytes(self.secret)
            return private.exchange(X25519PublicKey.from_public_bytes(other))
        except ValueError as error:
            raise BadShare("The share is no X25519 key to agree with") from error


def ephemeral(suite_name: str) -> Ephemeral:
    """A fresh key for a session of ``gm`` or ``intl``. Sm2Unavailable, KeyError for another."""
    if suite_name == "gm":
        secret = backend().generate()
        return Ephemeral("gm", secret, backend().public_point(secret))
    if suite_name != "intl":
        raise KeyError(suite_name)
    private = X25519PrivateKey.generate()
    return Ephemeral("intl", private.private_bytes_raw(), private.public_key().public_bytes_raw())


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    try:
        library = system_library()
    except Sm2Unavailable:
        library = bundled_library()
    for name, (result, arguments) in _PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, list(arguments)
    group: int | None = library.EC_GROUP_new_by_curve_name(_NID_SM2)
    if not group:
        raise Sm2Unavailable("this OpenSSL has no curve of SM2")
    # Kept for the life of the process.
    return library, group


def _multiply(secret: bytes, share: bytes) -> bytes:
    if len(share) != _POINT_BYTES or share[0] != _UNCOMPRESSED:
        raise BadShare("The share is no uncompressed point")
    library, group = _library()
    point, result = library.EC_POINT_new(group), library.EC_POINT_new(group)
    scalar = library.BN_bin2bn(secret, len(secret), None)
    room = ctypes.create_string_buffer(_POINT_BYTES)
    try:
        # Reading the point checks that it lies on the curve; the cofactor is 1.
        good = library.EC_POINT_oct2point(group, point, share, len(share), None) == 1
        good = good and library.EC_POINT_mul(group, result, None, point, scalar, None) == 1
        length = library.EC_POINT_point2oct(group, result, _UNCOMPRESSED, room, _POINT_BYTES, None)
        if not good or length != _POINT_BYTES:
            library.ERR_clear_error()
            raise BadShare("The share is no point of the curve of SM2")
        return room.raw[1:33]
    finally:
        library.EC_POINT_free(point)
        library.EC_POINT_free(result)
        library.BN_clear_free(scalar)
