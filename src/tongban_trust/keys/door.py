"""What every place that keeps keys offers. A key has a name and versions; the newest signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from tongban_trust.signing import Algorithm, PublicKey, SigningKey

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class DoorClosed(RuntimeError):
    """The place that keeps the keys cannot be opened; the message says why and what to do."""


class KeyRefused(ValueError):
    """This key cannot be made, opened or changed so; the message says why."""


class KeyState(Enum):
    """What a version of a key is for."""

    SIGNS = "signs"
    VERIFIES_ONLY = "verifies-only"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class KeyVersion:
    """One version of a named key, counted from 1; its public half is kept for ever."""

    name: str
    version: int
    public: PublicKey
    state: KeyState
    made_at: datetime


class KeyDoor(Protocol):
    """A place that keeps private keys. Changes are seen by every process at its next ``open_key``.

    Every method may raise DoorClosed.
    """

    @property
    def algorithms(self) -> frozenset[Algorithm]:
        """What keys made here may sign with."""
        ...

    def create(self, name: str, algorithm: Algorithm, now: datetime) -> SigningKey:
        """A new key; the standing one when it exists with this algorithm, else KeyRefused."""
        ...

    def open_key(self, name: str) -> SigningKey:
        """The version that signs now; KeyRefused when there is none."""
        ...

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """A new version that signs from now on; older ones only verify. KeyRefused if unknown."""
        ...

    def destroy(self, name: str, version: int) -> None:
        """Forget a private half that no longer signs; KeyRefused for the one that does."""
        ...

    def versions(self, name: str | None = None) -> tuple[KeyVersion, ...]:
        """All versions of one name, or of every name, oldest first."""
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with this door, in sentences; empty when it is sound."""
        ...


def named(name: str) -> str:
    """``name`` when it may name a key (lower-case letters, digits, ``.-_``); KeyRefused."""
    if not _NAME.fullmatch(name):
        raise KeyRefused(
            f"“{name[:80]}” cannot name a key: use at most 64 lower-case letters, digits, . - _"
        )
    return name


def row_of(version: KeyVersion) -> dict[str, Any]:
    """A version as a JSON object, for doors that keep a list of their own."""
    return {
        "name": version.name,
        "version": version.version,
        "public": version.public.spki.hex(),
        "state": version.state.value,
        "made_at": version.made_at.isoformat(),
    }


def version_of(row: Mapping[str, Any]) -> KeyVersion:
    """The version that ``row_of`` wrote; KeyError, TypeError or ValueError for anything else."""
    return KeyVersion(
        name=named(row["name"]),
        version=int(row["version"]),
        public=PublicKey.from_spki(bytes.fromhex(row["public"])),
        state=KeyState(row["state"]),
        made_at=datetime.fromisoformat(row["made_at"]),
    )
