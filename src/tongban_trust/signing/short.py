"""Signatures in 64 bytes, whatever the algorithm: what notes, tokens and statements carry."""

from __future__ import annotations

from tongban_trust.signing.encodings import BadEncoding, compact, from_compact
from tongban_trust.signing.keys import Algorithm, PublicKey, SigningKey


def short_signature(key: SigningKey, message: bytes) -> bytes:
    """A signature of 64 bytes, whatever the algorithm."""
    signature = key.sign(message)
    return signature if key.public.algorithm is Algorithm.ED25519 else compact(signature)


def verify_short(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether the 64 bytes are ``key``'s signature over ``message``. Never raises."""
    if key.algorithm is Algorithm.ED25519:
        return key.verify(signature, message)
    try:
        return key.verify(from_compact(signature), message)
    except BadEncoding:
        return False
