"""The curve of SM2 (GB/T 32918.5-2017) in plain numbers, and the digest a signature is made over.

Points are multiplied in a time that depends on the number: for demo twins and fallbacks only. The
digest is what a device signs that is given no message.
"""

from __future__ import annotations

from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID
from tongban_trust.suites import suite

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
Point = tuple[int, int] | None
"""A point in affine coordinates; None is the point at infinity."""

# SubjectPublicKeyInfo of an SM2 key up to the point itself.
SPKI_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def add(one: Point, other: Point) -> Point:
    """The sum of two points (GB/T 32918.1, 3.2.3.1)."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P)
    x3 = (slope * slope - x1 - x2) % P
    return x3, (slope * (x1 - x3) - y1) % P


def multiple_of_base(scalar: int) -> tuple[int, int]:
    """``scalar`` times the base point; ValueError for a multiple of the order."""
    found: Point = None
    for bit in f"{scalar:b}":
        found = add(found, found)
        if bit == "1":
            found = add(found, G)
    if found is None:
        raise ValueError("This multiple of the base point is the point at infinity")
    return found


def digest_to_sign(point: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
    """The 32 bytes e = SM3(Z ‖ M), Z binding the signer's id and key (GB/T 32918.2, 5.5 and 6.1).

    ``point`` is the signer's public key, 65 bytes uncompressed.
    """
    sm3 = suite("gm").hash
    constants = b"".join(each.to_bytes(32, "big") for each in (A, B, *G))
    z = sm3((8 * len(user_id)).to_bytes(2, "big") + user_id + constants + point[1:])
    return sm3(z + message)
