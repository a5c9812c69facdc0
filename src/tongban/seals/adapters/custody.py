"""Custody of seal keys 印章密钥保管: the one place where private halves are made and opened.

Today they lie in the database, sealed under a vault key of their own, so they are written in the
transaction that issues the seal. A hardware door takes the place of this module, not of its
callers: they only ever hold a ``SigningKey``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongban.ledger.api import seal, unseal
from tongban_trust.signing import Algorithm, PublicKey, SigningKey, SoftKey, generate_key


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A fresh key: its public half, and what ``open_key`` needs to sign with it."""

    public: PublicKey
    custody: bytes
    key: SigningKey


def make_key(owner: str, algorithm: Algorithm) -> MadeKey:
    """Make a key pair for ``owner``, a seal or an authority."""
    key = generate_key(algorithm)
    return MadeKey(key.public, seal(_place(owner), key.secret), key)


def open_key(owner: str, algorithm: Algorithm, custody: bytes) -> SigningKey:
    """The private half, ready to sign; ledger's SubjectForgotten once it was destroyed."""
    return SoftKey(algorithm, unseal(_place(owner), custody))


def _place(owner: str) -> str:
    return f"custody:{owner}"
