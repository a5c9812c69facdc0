"""Custody of seal keys 印章密钥保管: the one place where private halves are made and opened.

Those of agencies and of the authority lie where the platform keeps its own (``TONGBAN_KEYS``) and
a row holds their name. Firms have far more seals than a device has room: theirs lie in the
database, sealed under a vault key of their own, written in the transaction that issues the seal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tongban.kernel.actor import Actor
from tongban.ledger.api import KeyNotChanged, create_key, seal, signing_key, unseal
from tongban.seals.refusals import SealKeyNotMade, SealKeyReplaced
from tongban_trust.signing import Algorithm, PublicKey, SigningKey, SoftKey, generate_key

_PLATFORM = Actor.system("seals")
_NAMED = b"key:"  # what is sealed begins with the mark of its suite, never with this
_ODD = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG, _DIGEST_DIGITS = 30, 8


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A fresh key: its public half, and what ``open_key`` needs to sign with it."""

    public: PublicKey
    custody: bytes
    key: SigningKey


def make_key(owner: str, algorithm: Algorithm) -> MadeKey:
    """Make a key pair for ``owner``, a firm's seal, in the database."""
    key = generate_key(algorithm)
    return MadeKey(key.public, seal(_place(owner), key.secret), key)


def make_kept_key(code: str, algorithm: Algorithm, now: datetime) -> MadeKey:
    """Make a key pair in the platform's custody, in the caller's transaction.

    ``code`` names what it is for; asking again for the same gives the standing key, so that an
    issue that failed after its key was made is simply repeated. Refuses SealKeyNotMade,
    KeysUnusable of ledger.
    """
    name = _name(code, algorithm)
    try:
        create_key(actor=_PLATFORM, name=name, algorithm=algorithm, now=now)
        key = signing_key(name)
    except KeyNotChanged as refused:
        raise SealKeyNotMade(algorithm.value, refused.message) from refused
    return MadeKey(key.public, _NAMED + name.encode(), key)


def is_kept(custody: bytes) -> bool:
    """Whether the key lies in the platform's custody rather than in the database."""
    return custody.startswith(_NAMED)


def open_key(owner: str, public: PublicKey, custody: bytes) -> SigningKey:
    """The private half of ``public``, ready to sign.

    Refuses SealKeyReplaced, KeyNotChanged and KeysUnusable of ledger; its SubjectForgotten once it
    was destroyed.
    """
    if not is_kept(custody):
        return SoftKey(public.algorithm, unseal(_place(owner), custody))
    name = custody.removeprefix(_NAMED).decode()
    key = signing_key(name)
    if key.public != public:
        raise SealKeyReplaced(name)
    return key


def _name(code: str, algorithm: Algorithm) -> str:
    """Readable, and no two alike: codes hold any letters, names of keys do not."""
    slug = _ODD.sub("-", code.lower()).strip("-")[-_LONGEST_SLUG:].strip("-")
    digest = sha256(code.encode()).hexdigest()[:_DIGEST_DIGITS]
    return f"seal-{slug}-{digest}-{algorithm.value}" if slug else f"seal-{digest}-{algorithm.value}"


def _place(owner: str) -> str:
    return f"custody:{owner}"
