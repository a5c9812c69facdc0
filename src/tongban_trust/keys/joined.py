"""Several places that keep keys, as one: a device for what it can sign, a file for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tongban_trust.keys.door import KeyDoor, KeyVersion
from tongban_trust.signing import Algorithm, SigningKey


class JoinedDoors:
    """Doors in the order of preference: a new key goes to the first that has its algorithm.

    A name is in one of them only. See ``KeyDoor``.
    """

    def __init__(self, doors: Sequence[KeyDoor]) -> None:
        """ValueError when there is none."""
        if not doors:
            raise ValueError("Keys need at least one place")
        self._doors = tuple(doors)
        self.algorithms = frozenset().union(*(door.algorithms for door in doors))

    def create(self, name: str, algorithm: Algorithm, now: datetime) -> SigningKey:
        """A new key; the standing one when it exists with this algorithm, else KeyRefused."""
        for door in self._doors:
            if door.versions(name):
                return door.create(name, algorithm, now)
        for door in self._doors:
            if algorithm in door.algorithms:
                return door.create(name, algorithm, now)
        return self._doors[0].create(name, algorithm, now)  # which refuses, in its own words

    def open_key(self, name: str) -> SigningKey:
        """The version that signs now; KeyRefused when there is none."""
        return self._door_of(name).open_key(name)

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """A new version that signs from now on, where the older ones are. KeyRefused if unknown."""
        return self._door_of(name).rotate(name, now)

    def destroy(self, name: str, version: int) -> None:
        """Forget a private half that no longer signs; KeyRefused for the one that does."""
        self._door_of(name).destroy(name, version)

    def versions(self, name: str | None = None) -> tuple[KeyVersion, ...]:
        """All versions of one name, or of every name, oldest first."""
        listed = [each for door in self._doors for each in door.versions(name)]
        return tuple(sorted(listed, key=lambda each: (each.name, each.version)))

    def check(self) -> tuple[str, ...]:
        """What is wrong with these doors, in sentences; empty when they are sound."""
        troubles = [trouble for door in self._doors for trouble in door.check()]
        if troubles:
            return tuple(troubles)
        names = [name for door in self._doors for name in {each.name for each in door.versions()}]
        twice = sorted({name for name in names if names.count(name) > 1})
        return tuple(f"Key {name} is in more than one place: the first one signs" for name in twice)

    def _door_of(self, name: str) -> KeyDoor:
        for door in self._doors[:-1]:
            if door.versions(name):
                return door
        return self._doors[-1]  # which refuses a name it does not know


def joined(doors: Sequence[KeyDoor]) -> KeyDoor:
    """The one door, or all of them as one; ValueError when there is none."""
    return doors[0] if len(doors) == 1 else JoinedDoors(doors)
