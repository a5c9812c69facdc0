"""Signatures 数字签名: SM2 for ``gm``, Ed25519 and P-256 for ``intl``, behind one interface."""

from __future__ import annotations

from tongban_trust.signing.encodings import BadEncoding, compact, from_compact
from tongban_trust.signing.keys import (
    Algorithm,
    PublicKey,
    SigningKey,
    SoftKey,
    algorithm_of,
    generate_key,
    suite_name_of,
)
from tongban_trust.signing.short import short_signature, verify_short

__all__ = [
    "Algorithm",
    "BadEncoding",
    "PublicKey",
    "SigningKey",
    "SoftKey",
    "algorithm_of",
    "compact",
    "from_compact",
    "generate_key",
    "short_signature",
    "suite_name_of",
    "verify_short",
]
