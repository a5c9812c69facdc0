"""Salted commitments: prove later what a value was, tell nothing about it now.

The salt is as secret as the value. Whoever destroys it makes the commitment mean nothing, so a log
may keep commitments for ever while the people in it can be forgotten.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass

from tongban_trust.suites import Suite

_SALT_BYTES = 16
_TAG = b"tongban commitment v1\x00"


@dataclass(frozen=True, slots=True)
class Commitment:
    """``digest`` may be published; ``salt`` is kept with the value and goes when the value goes."""

    digest: bytes
    salt: bytes


def commit(suite: Suite, value: bytes, salt: bytes | None = None) -> Commitment:
    """Commit to ``value`` under a fresh salt (or a given one, to check an opening)."""
    salt = os.urandom(_SALT_BYTES) if salt is None else salt
    if len(salt) != _SALT_BYTES:
        raise ValueError(f"A salt has {_SALT_BYTES} bytes")
    return Commitment(suite.mac(salt, _TAG + value), salt)


def opens(suite: Suite, digest: bytes, value: bytes, salt: bytes) -> bool:
    """Whether ``value`` and ``salt`` are what ``digest`` was made from."""
    return hmac.compare_digest(commit(suite, value, salt).digest, digest)
