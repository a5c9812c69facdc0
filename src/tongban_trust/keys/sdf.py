"""SM2 keys in a Chinese cryptographic device behind the SDF interface (GM/T 0018-2012).

The device keeps key pairs in numbered slots, made with its vendor's own tool: the interface makes
none. A small file beside it says which name and version each slot is, with the public half, so that
a slot whose key was changed is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tongban_trust.keys.door import (
    DoorClosed,
    KeyRefused,
    KeyState,
    KeyVersion,
    named,
    row_of,
    version_of,
)
from tongban_trust.keys.sdf_device import SdfDevice
from tongban_trust.signing import Algorithm, PublicKey, SigningKey, from_compact
from tongban_trust.signing.sm2.curve import digest_to_sign
from tongban_trust.whole_file import alone_with, write_whole

_MOST_BYTES = 4 * 1024 * 1024
_PROBE = b"tongban key check"


@dataclass(frozen=True, slots=True)
class _Placed:
    version: KeyVersion
    slot: int


@dataclass(frozen=True, slots=True)
class SdfKey:
    """A private SM2 key that stays in its device."""

    public: PublicKey
    _sign: Callable[[bytes], bytes]

    def sign(self, message: bytes) -> bytes:
        """The DER signature over ``message`` with the default user id. DoorClosed."""
        return from_compact(self._sign(digest_to_sign(self.public.raw, message)))


class SdfDoor:
    """SM2 keys in ``slots`` of a device, listed in the file at ``path``. See ``KeyDoor``."""

    algorithms = frozenset({Algorithm.SM2})

    def __init__(self, device: SdfDevice, path: Path, slots: Sequence[int]) -> None:
        """``slots`` are those we may use: their numbers are the device's."""
        self._device, self._path, self._slots = device, path, tuple(slots)

    def create(self, name: str, algorithm: Algorithm, now: datetime) -> SigningKey:
        """The key of a free slot; the standing one when there is one. KeyRefused but for SM2."""
        if algorithm not in self.algorithms:
            raise KeyRefused(f"An SDF device signs with SM2, not with {algorithm.value}")
        with self._changing() as placed:
            standing = _signing(placed, named(name))
            return self._key(standing or self._take(placed, name, 1, now))

    def open_key(self, name: str) -> SigningKey:
        """The version that signs now; KeyRefused when there is none."""
        standing = _signing(self._read(), named(name))
        if standing is None:
            raise KeyRefused(f"There is no key {name} in {self._path.name}")
        return self._key(standing)

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """The key of the next free slot signs from now on; older ones only verify. KeyRefused."""
        with self._changing() as placed:
            standing = _signing(placed, named(name))
            if standing is None:
                raise KeyRefused(f"There is no key {name} to rotate")
            old = replace(standing.version, state=KeyState.VERIFIES_ONLY)
            retired = [_Placed(old, p.slot) if p is standing else p for p in placed]
            return self._key(self._take(retired, name, old.version + 1, now))

    def destroy(self, name: str, version: int) -> None:
        """Never use a slot again whose key no longer signs; KeyRefused for the one that does.

        The interface erases nothing: ``check`` tells until the vendor's tool has done it.
        """
        with self._changing() as placed:
            found = [p for p in placed if (p.version.name, p.version.version) == (name, version)]
            if not found:
                raise KeyRefused(f"There is no version {version} of key {name}")
            if found[0].version.state is KeyState.SIGNS:
                raise KeyRefused(f"Version {version} of {name} signs: rotate the key first")
            gone = _Placed(replace(found[0].version, state=KeyState.DESTROYED), found[0].slot)
            self._write([gone if each is found[0] else each for each in placed])

    def versions(self, name: str | None = None) -> tuple[KeyVersion, ...]:
        """All versions of one name, or of every name, oldest first."""
        listed = [p.version for p in self._read() if name in (None, p.version.name)]
        return tuple(sorted(listed, key=lambda each: (each.name, each.version)))

    def check(self) -> tuple[str, ...]:
        """What is wrong with this door, in sentences; empty when it is sound."""
        try:
            placed = self._read()
            if not self._slots:
                return ("No slot of the SDF device is ours: name them",)
            self._device.public_point(self._slots[0])
        except (DoorClosed, OSError) as error:
            return (str(error),)
        return tuple(trouble for each in placed for trouble in self._troubles(each))

    def _troubles(self, placed: _Placed) -> Iterator[str]:
        version = placed.version
        what = f"Version {version.version} of {version.name} (slot {placed.slot})"
        try:
            there = self._device.public_point(placed.slot) == version.public.raw
            if version.state is KeyState.DESTROYED:
                if there:
                    yield f"{what} is still in the device: erase it with the device's own tool"
            elif not version.public.verify(self._key(placed).sign(_PROBE), _PROBE):
                yield f"{what} signs what its public half does not verify"
        except (DoorClosed, KeyRefused) as error:
            yield f"{what} does not sign: {error}"

    def _key(self, placed: _Placed) -> SdfKey:
        public, slot = placed.version.public, placed.slot
        if self._device.public_point(slot) != public.raw:
            raise KeyRefused(
                f"Slot {slot} of the device does not hold version {placed.version.version} of"
                f" {placed.version.name} any more: restore the device from its backup, or rotate"
            )
        return SdfKey(public, lambda digest: self._device.sign(slot, digest))

    def _take(self, placed: list[_Placed], name: str, version: int, now: datetime) -> _Placed:
        used = {each.slot for each in placed}
        known = {each.version.public.raw for each in placed}
        for slot in self._slots:
            point = None if slot in used else self._device.public_point(slot)
            if point is None or point in known:
                continue
            public = PublicKey(Algorithm.SM2, point)
            made = KeyVersion(name, version, public, KeyState.SIGNS, now.astimezone(UTC))
            taken = _Placed(made, slot)
            self._write([*placed, taken])
            return taken
        raise KeyRefused(
            "No slot of the SDF device has an unused SM2 signing key: make key pairs with the"
            f" device's own tool in the slots named to us ({', '.join(map(str, self._slots))})"
        )

    @contextmanager
    def _changing(self) -> Iterator[list[_Placed]]:
        with alone_with(self._path):
            yield self._read()

    def _read(self) -> list[_Placed]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return []
        try:
            if len(data) > _MOST_BYTES:
                raise ValueError("it is too large")
            return [_Placed(version_of(row), int(row["slot"])) for row in json.loads(data)]
        except (ValueError, KeyError, TypeError) as error:
            raise DoorClosed(
                f"{self._path} does not list the slots of an SDF device: restore it from a backup"
            ) from error

    def _write(self, placed: Sequence[_Placed]) -> None:
        rows = [row_of(each.version) | {"slot": each.slot} for each in placed]
        write_whole(self._path, json.dumps(rows, indent=1).encode() + b"\n")


def _signing(placed: Sequence[_Placed], name: str) -> _Placed | None:
    signing = (p for p in placed if p.version.name == name and p.version.state is KeyState.SIGNS)
    return next(signing, None)
