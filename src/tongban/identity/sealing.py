"""A subject's personal values as sealed bytes, under that subject's own key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from tongban.identity.views import Sex
from tongban.ledger.api import seal, unseal


@dataclass(frozen=True, slots=True)
class Profile:
    """What is sealed about a subject besides its numbers."""

    name: str
    birth_date: date | None
    sex: Sex | None


def seal_profile(subject_id: str, profile: Profile) -> bytes:
    """Encrypt; only this subject's key opens it."""
    plain = {
        "name": profile.name,
        "birth_date": profile.birth_date.isoformat() if profile.birth_date else None,
        "sex": profile.sex.value if profile.sex else None,
    }
    return seal(subject_id, json.dumps(plain, ensure_ascii=False).encode())


def unseal_profile(subject_id: str, sealed: bytes) -> Profile:
    """Decrypt what :func:`seal_profile` made."""
    return read_profile(unseal(subject_id, bytes(sealed)))


def read_profile(plaintext: bytes) -> Profile:
    """The profile from its decrypted bytes."""
    plain = json.loads(plaintext)
    return Profile(
        name=plain["name"],
        birth_date=date.fromisoformat(plain["birth_date"]) if plain["birth_date"] else None,
        sex=Sex(plain["sex"]) if plain["sex"] else None,
    )


def seal_number(subject_id: str, number: str) -> bytes:
    """Encrypt one number."""
    return seal(subject_id, number.encode())
