"""A keystore in one file, sealed with a passphrase.

The passphrase becomes a key by scrypt (RFC 7914); the whole list of keys is one authenticated
ciphertext, so no version can be dropped, swapped or added without the passphrase. Writing is whole
or not at all, under a lock.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tongban_trust.keys.door import (
    DoorClosed,
    KeyRefused,
    KeyState,
    KeyVersion,
    named,
    row_of,
    version_of,
)
from tongban_trust.signing import Algorithm, SigningKey, SoftKey, generate_key
from tongban_trust.suites import Tampered, suite, suite_that_sealed
from tongban_trust.whole_file import alone_with, write_whole

_MAGIC = b"tongban-keystore-1\n"
_SALT_BYTES = 16
_COST = 2**15  # 32 MB and about a tenth of a second: a guess costs that much too
_MOST_BYTES = 16 * 1024 * 1024
_MOST_VERSIONS = 20_000
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class _Kept:
    version: KeyVersion
    secret: bytes | None


class FileKeystore:
    """Keys in one sealed file at ``path``, made at the first ``create``. See ``KeyDoor``."""

    algorithms = frozenset(Algorithm)

    def __init__(self, path: Path, passphrase: str, suite_name: str = "gm") -> None:
        """``suite_name`` seals what is written; KeyRefused for a passphrase under 12 characters."""
        if len(passphrase) < _SHORTEST:
            raise KeyRefused(f"The passphrase of a keystore needs at least {_SHORTEST} characters")
        self._path, self._passphrase = path, passphrase
        self._suite = suite(suite_name)
        self._read_at: tuple[int, int] | None = None
        self._kept: tuple[_Kept, ...] = ()
        self._salt = b""

    def create(self, name: str, algorithm: Algorithm, now: datetime) -> SigningKey:
        """A new key; the standing one when it exists with this algorithm, else KeyRefused."""
        with self._writing() as kept:
            standing = _signing(kept, named(name))
            if standing is not None:
                if standing.version.public.algorithm is not algorithm:
                    raise KeyRefused(f"Key {name} exists with another algorithm: rotate it instead")
                return _open(standing)
            key, made = _new(name, 1, algorithm, now)
            self._write((*kept, made))
            return key

    def open_key(self, name: str) -> SigningKey:
        """The version that signs now; KeyRefused when there is none."""
        standing = _signing(self._read(), named(name))
        if standing is None:
            raise KeyRefused(f"There is no key {name} in {self._path.name}")
        return _open(standing)

    def rotate(self, name: str, now: datetime) -> SigningKey:
        """A new version that signs from now on; older ones only verify. KeyRefused if unknown."""
        with self._writing() as kept:
            standing = _signing(kept, named(name))
            if standing is None:
                raise KeyRefused(f"There is no key {name} to rotate")
            old = standing.version
            key, made = _new(name, old.version + 1, old.public.algorithm, now)
            retired = replace(standing, version=replace(old, state=KeyState.VERIFIES_ONLY))
            self._write((*(retired if each is standing else each for each in kept), made))
            return key

    def destroy(self, name: str, version: int) -> None:
        """Forget a private half that no longer signs; KeyRefused for the one that does."""
        with self._writing() as kept:
            found = [k for k in kept if (k.version.name, k.version.version) == (name, version)]
            if not found:
                raise KeyRefused(f"There is no version {version} of key {name}")
            if found[0].version.state is KeyState.SIGNS:
                raise KeyRefused(f"Version {version} of {name} signs: rotate the key first")
            gone = _Kept(replace(found[0].version, state=KeyState.DESTROYED), None)
            self._write(tuple(gone if each is found[0] else each for each in kept))

    def versions(self, name: str | None = None) -> tuple[KeyVersion, ...]:
        """All versions of one name, or of every name, oldest first."""
        listed = [each.version for each in self._read() if name in (None, each.version.name)]
        return tuple(sorted(listed, key=lambda each: (each.name, each.version)))

    def check(self) -> tuple[str, ...]:
        """What is wrong with this door, in sentences; empty when it is sound."""
        found = []
        try:
            if self._path.exists() and self._path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                found.append(f"{self._path} is readable by others: chmod 600 it")
            for each in self._read():
                if each.secret is not None and _open(each).public != each.version.public:
                    found.append(f"Version {each.version.version} of {each.version.name} is broken")
        except (DoorClosed, OSError) as error:
            found.append(str(error))
        return tuple(found)

    @contextmanager
    def _writing(self) -> Iterator[tuple[_Kept, ...]]:
        with alone_with(self._path):
            yield self._read()

    def _read(self) -> tuple[_Kept, ...]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self._salt = b""
            return ()
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp != self._read_at:
            if found.st_size > _MOST_BYTES:
                raise DoorClosed(f"{self._path} is no keystore: it is too large")
            self._kept = self._parse(self._path.read_bytes())
            self._read_at = stamp
        return self._kept

    def _parse(self, data: bytes) -> tuple[_Kept, ...]:
        salt = data[len(_MAGIC) : len(_MAGIC) + _SALT_BYTES]
        if not data.startswith(_MAGIC) or len(salt) < _SALT_BYTES:
            raise DoorClosed(f"{self._path} is no keystore of ours, or it was cut short")
        sealed = data[len(_MAGIC) + _SALT_BYTES :]
        try:
            made_with = suite_that_sealed(sealed)
            key = _stretch(self._passphrase, salt, made_with.key_bytes)
            plain = made_with.open(key, sealed, _MAGIC)
        except Tampered as error:
            raise DoorClosed(
                f"{self._path} does not open: the passphrase is wrong or the file was changed."
                " Restore it from a backup if need be"
            ) from error
        self._salt = salt
        return tuple(_kept_from(row) for row in json.loads(plain))

    def _write(self, kept: tuple[_Kept, ...]) -> None:
        if len(kept) > _MOST_VERSIONS:
            raise KeyRefused(f"A keystore file holds at most {_MOST_VERSIONS} key versions")
        # One salt for the life of a file: stretching costs a tenth of a second, once a process.
        salt = self._salt or os.urandom(_SALT_BYTES)
        key = _stretch(self._passphrase, salt, self._suite.key_bytes)
        plain = json.dumps([_row(each) for each in kept]).encode()
        write_whole(self._path, _MAGIC + salt + self._suite.seal(key, plain, _MAGIC))


@lru_cache(maxsize=8)
def _stretch(passphrase: str, salt: bytes, length: int) -> bytes:
    return Scrypt(salt=salt, length=length, n=_COST, r=8, p=1).derive(passphrase.encode())


def _signing(kept: tuple[_Kept, ...], name: str) -> _Kept | None:
    signing = (k for k in kept if k.version.name == name and k.version.state is KeyState.SIGNS)
    return next(signing, None)


def _new(name: str, version: int, algorithm: Algorithm, now: datetime) -> tuple[SoftKey, _Kept]:
    key = generate_key(algorithm)
    made = KeyVersion(name, version, key.public, KeyState.SIGNS, now.astimezone(UTC))
    return key, _Kept(made, key.secret)


def _open(kept: _Kept) -> SoftKey:
    if kept.secret is None:
        raise KeyRefused(f"Version {kept.version.version} of {kept.version.name} was destroyed")
    return SoftKey(kept.version.public.algorithm, kept.secret)


def _row(kept: _Kept) -> dict[str, Any]:
    return row_of(kept.version) | {"secret": kept.secret.hex() if kept.secret else None}


def _kept_from(row: dict[str, Any]) -> _Kept:
    return _Kept(version_of(row), bytes.fromhex(row["secret"]) if row["secret"] else None)
