"""A subject's personal values as sealed bytes, under that subject's own key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from tongban.identity.views import Sex
from tongban.ledger.api import unseal


@dataclass(frozen=True, slots=True)
class Profile:
    """What is sealed about a subject besides its numbers."""

    name: str
    birth_date: date | None
    sex: Sex | None


def profile_bytes(profile: Profile) -> bytes:
    """The profile as it is sealed; :func:`read_profile` reads it."""
    plain = {
        "name": profile.name,
        "birth_date": profile.birth_date.isoformat() if profile.birth_date else None,
        "sex": profile.sex.value if profile.sex else None,
    }
    return json.dumps(plain, ensure_ascii=False).encode()


def unseal_profile(subject_id: str, sealed: bytes) -> Profile:
    """The profile from its sealed bytes."""
    return read_profile(unseal(subject_id, sealed))


def read_profile(plaintext: bytes) -> Profile:
    """The profile from its decrypted bytes."""
    plain = json.loads(plaintext)
    return Profile(
        name=plain["name"],
        birth_date=date.fromisoformat(plain["birth_date"]) if plain["birth_date"] else None,
        sex=Sex(plain["sex"]) if plain["sex"] else None,
    )
