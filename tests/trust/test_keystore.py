from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tongban_trust.keys import DoorClosed, FileKeystore, KeyRefused, KeyState
from tongban_trust.signing import Algorithm

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PASSPHRASE = "correct horse battery"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "platform.keys"


def store(path: Path, passphrase: str = PASSPHRASE) -> FileKeystore:
    return FileKeystore(path, passphrase)


@pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda a: a.value)
def test_a_key_signs_after_it_is_opened_again(path: Path, algorithm: Algorithm):
    made = store(path).create("log", algorithm, NOW)
    again = store(path).open_key("log")
    assert again.public == made.public
    assert made.public.verify(again.sign(b"x"), b"x")
    assert store(path).create("log", algorithm, NOW).public == made.public


def test_rotation_is_seen_by_who_has_the_store_open_and_old_signatures_hold(path: Path):
    running = store(path)
    old = running.create("log", Algorithm.SM2, NOW)
    before = old.sign(b"before")
    new = store(path).rotate("log", NOW)
    assert running.open_key("log").public == new.public != old.public
    listed = running.versions("log")
    assert [(v.version, v.state) for v in listed] == [
        (1, KeyState.VERIFIES_ONLY), (2, KeyState.SIGNS),
    ]  # fmt: skip
    assert listed[0].public.verify(before, b"before")


def test_a_destroyed_version_keeps_its_public_half_only(path: Path):
    keys = store(path)
    first = keys.create("log", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="rotate"):
        keys.destroy("log", 1)
    keys.rotate("log", NOW)
    keys.destroy("log", 1)
    assert first.secret not in path.read_bytes()
    assert keys.versions("log")[0].state is KeyState.DESTROYED
    assert keys.versions("log")[0].public == first.public
    with pytest.raises(KeyRefused, match="version 9"):
        keys.destroy("log", 9)


def test_the_file_tells_nothing_and_is_ours_alone(path: Path):
    key = store(path).create("log", Algorithm.SM2, NOW)
    raw = path.read_bytes()
    assert key.secret not in raw
    assert b"log" not in raw.removeprefix(b"tongban-keystore-1\n")
    assert path.stat().st_mode & 0o077 == 0
    assert store(path).check() == ()
    path.chmod(0o644)
    assert "readable by others" in store(path).check()[0]


def test_a_wrong_passphrase_says_so(path: Path):
    store(path).create("log", Algorithm.SM2, NOW)
    with pytest.raises(DoorClosed, match="passphrase"):
        store(path, "another passphrase").open_key("log")
    with pytest.raises(KeyRefused, match="12 characters"):
        store(path, "short")


def test_a_store_opens_when_the_suite_in_force_has_changed(path: Path):
    made = FileKeystore(path, PASSPHRASE, "gm").create("log", Algorithm.SM2, NOW)
    changed = FileKeystore(path, PASSPHRASE, "intl")
    assert changed.open_key("log").public == made.public
    changed.rotate("log", NOW)
    assert FileKeystore(path, PASSPHRASE, "gm").versions("log")[0].public == made.public


def test_any_changed_or_missing_byte_closes_the_door(path: Path):
    store(path).create("log", Algorithm.ED25519, NOW)
    whole = path.read_bytes()
    for place in range(0, len(whole), 23):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(DoorClosed):
            store(path).open_key("log")
    for end in range(0, len(whole), 41):
        path.write_bytes(whole[:end])
        with pytest.raises(DoorClosed):
            store(path).open_key("log")


def test_names_and_algorithms_are_refused_in_words(path: Path):
    keys = store(path)
    with pytest.raises(KeyRefused, match="cannot name"):
        keys.create("../log", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="no key log"):
        keys.open_key("log")
    with pytest.raises(KeyRefused, match="to rotate"):
        keys.rotate("log", NOW)
    keys.create("log", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="another algorithm"):
        keys.create("log", Algorithm.P256, NOW)


def test_writers_at_once_lose_nothing(path: Path):
    def make(number: int) -> None:
        store(path).create(f"key{number}", Algorithm.ED25519, NOW)

    with ThreadPoolExecutor(6) as many:
        list(many.map(make, range(6)))
    assert len(store(path).versions()) == 6
