"""What a library must offer to compute SM2, and the proof that it computes it right."""

from __future__ import annotations

from typing import Protocol

from tongban_trust.suites.primitives import SuiteBroken

DEFAULT_USER_ID = b"1234567812345678"
"""The signer's id that enters the SM2 digest when nothing else is agreed (GB/T 35276)."""


ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
"""The order n of the base point (GB/T 32918.5-2017)."""


class Sm2Unavailable(RuntimeError):
    """No library on this machine computes SM2; the message names what is missing and the mend."""


class Sm2Backend(Protocol):
    """What a library must offer. Scalars 32 bytes, points 65 bytes uncompressed, signatures DER."""

    @property
    def name(self) -> str:
        """What computes, for logs and the operator."""
        ...

    @property
    def demo_only(self) -> bool:
        """Whether nobody answers for it: good enough to try the platform, not to run it."""
        ...

    def generate(self) -> bytes:
        """A fresh private scalar."""
        ...

    def public_point(self, secret: bytes) -> bytes:
        """The public point of a private scalar; ValueError when the scalar is out of range."""
        ...

    def sign(self, secret: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID) -> bytes:
        """The DER signature over ``message``."""
        ...

    def verify(
        self, point: bytes, signature: bytes, message: bytes, user_id: bytes = DEFAULT_USER_ID
    ) -> bool:
        """Whether the signature holds; False for malformed points and signatures."""
        ...


def in_range(secret: bytes) -> int:
    """The number that a private key of 32 bytes is; ValueError outside [1, n-2]."""
    scalar = int.from_bytes(secret, "big")
    if len(secret) != 32 or not 1 <= scalar <= ORDER - 2:
        raise ValueError("An SM2 private key is a number from 1 to n-2 in 32 bytes")
    return scalar


# The worked example of GB/T 32918.2-2016, recommended curve.
_KNOWN_SECRET = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
_KNOWN_POINT = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
_KNOWN_SIGNATURE = bytes.fromhex(
    "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
_KNOWN_MESSAGE = b"message digest"


def prove(candidate: Sm2Backend) -> None:
    """Known answers of the standard, both ways, and a refusal; SuiteBroken when one differs."""
    point_right = candidate.public_point(_KNOWN_SECRET) == _KNOWN_POINT
    accepts = candidate.verify(_KNOWN_POINT, _KNOWN_SIGNATURE, _KNOWN_MESSAGE)
    refuses = not candidate.verify(_KNOWN_POINT, _KNOWN_SIGNATURE, b"another message")
    signed = candidate.sign(_KNOWN_SECRET, _KNOWN_MESSAGE)
    comes_back = candidate.verify(_KNOWN_POINT, signed, _KNOWN_MESSAGE)
    if not (point_right and accepts and refuses and comes_back):
        raise SuiteBroken(f"The SM2 backend {candidate.name} fails a known answer")
