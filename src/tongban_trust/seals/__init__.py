"""E-seals 电子印章 and what is signed with them (GB/T 38540-2020), and the picture of a seal."""

from __future__ import annotations

from tongban_trust.seals.make import SealUser, make_seal, sign_with_seal
from tongban_trust.seals.picture import SealShape, draw_seal
from tongban_trust.seals.read import (
    BadSeal,
    Seal,
    SealPicture,
    SealSignature,
    SealType,
    read_seal,
    read_signature,
)

__all__ = [
    "BadSeal",
    "Seal",
    "SealPicture",
    "SealShape",
    "SealSignature",
    "SealType",
    "SealUser",
    "draw_seal",
    "make_seal",
    "read_seal",
    "read_signature",
    "sign_with_seal",
]
