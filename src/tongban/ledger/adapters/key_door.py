"""The door to the private keys of this deployment, as TONGBAN_KEYS says."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from tongban.kernel.text import Text
from tongban.ledger.domain.key_place import KeyPlace, KeyPlaceKind, read_key_places
from tongban.ledger.refusals import KeyNotChanged, KeysUnusable
from tongban_trust.keys import (
    DoorClosed,
    FileKeystore,
    KeyDoor,
    KeyRefused,
    Pkcs11Door,
    SdfDevice,
    SdfDoor,
    SdfTwin,
    joined,
    load_sdf_library,
)
from tongban_trust.keys.plain import create_once
from tongban_trust.signing import Algorithm, SoftKey, sm2
from tongban_trust.suites import SuiteBroken

# What opens each kind of place: an environment variable, else a file of the data directory.
_SECRETS = {
    KeyPlaceKind.FILE: ("TONGBAN_KEYS_PASSPHRASE", "passphrase"),
    KeyPlaceKind.PKCS11: ("TONGBAN_KEYS_PIN", "pin"),
    KeyPlaceKind.SDF: ("TONGBAN_KEYS_PASSWORD", "password"),
}
_TWIN_SLOTS = tuple(range(1, 9))


def key_places() -> tuple[KeyPlace, ...]:
    """What TONGBAN_KEYS says. Refuses with KeysUnusable."""
    try:
        return read_key_places(settings.KEYS)
    except ValueError as error:
        raise _unusable(f"TONGBAN_KEYS: {error}") from error


def key_door() -> KeyDoor:
    """The door to the keys; its methods are called within ``in_words``. Refuses: KeysUnusable."""
    return joined([_door_to(place) for place in key_places()])


def _door_to(place: KeyPlace) -> KeyDoor:
    if place.is_twin and not settings.DEMO:
        raise _unusable("TONGBAN_KEYS=sdf: without a library is the demo twin, for demos only")
    return _door(place, Path(settings.DATA_DIR) / "keys", _secret(place), settings.TRUST_SUITE)


@contextmanager
def in_words() -> Iterator[None]:
    """What a door raises, as refusals of this room."""
    try:
        yield
    except (DoorClosed, sm2.Sm2Unavailable, SuiteBroken) as error:
        raise _unusable(str(error)) from error
    except KeyRefused as error:
        raise KeyNotChanged(str(error)) from error


@cache
def _door(place: KeyPlace, folder: Path, secret: str, suite_name: str) -> KeyDoor:
    with in_words():
        if place.kind is KeyPlaceKind.PKCS11:
            return Pkcs11Door(place.path, place.token, secret)
        if place.kind is KeyPlaceKind.SDF and not place.is_twin:
            device = SdfDevice(load_sdf_library(place.path), secret)
            return SdfDoor(device, folder / "sdf-slots.json", place.slots)
        if place.is_twin:
            device = SdfDevice(_twin(folder, secret, suite_name), secret)
            return SdfDoor(device, folder / "sdf-twin-slots.json", _TWIN_SLOTS)
        path = Path(place.path) if place.path else folder / "platform.keys"
        return FileKeystore(path, secret, suite_name)


def _twin(folder: Path, secret: str, suite_name: str) -> SdfTwin:
    kept = FileKeystore(folder / "sdf-twin.keys", secret, suite_name)
    now = datetime.now(UTC)
    made = {slot: kept.create(f"slot-{slot}", Algorithm.SM2, now) for slot in _TWIN_SLOTS}
    return SdfTwin({slot: key for slot, key in made.items() if isinstance(key, SoftKey)}, secret)


def _secret(place: KeyPlace) -> str:
    """The passphrase, PIN or password: from the environment, else a file of the data directory.

    For a device only its owner knows it; for a file it is made at the first use.
    """
    variable, name = _SECRETS[KeyPlaceKind.FILE if place.is_twin else place.kind]
    given = os.environ.get(variable)
    if given is not None:
        return given
    path = Path(settings.DATA_DIR) / "keys" / name
    if not path.exists():
        if place.kind is not KeyPlaceKind.FILE and not place.is_twin:
            raise _unusable(
                f"The device's {name} is missing: give it in {variable}, or in {path} (chmod 600)"
            )
        create_once(path, secrets.token_urlsafe(32))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _unusable(f"{path} is readable by others: chmod 600 it, and rotate the keys")
    return path.read_text("utf-8").strip()


def _unusable(why: str) -> KeysUnusable:
    return KeysUnusable(Text.of(f"签名密钥不能使用：{why}", f"The keys cannot be used: {why}"))
