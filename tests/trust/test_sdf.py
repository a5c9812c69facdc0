"""The SDF door (GM/T 0018) against the demo twin, whose functions are real C callbacks."""

from __future__ import annotations

import _ctypes
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.keys import DoorClosed, KeyRefused, KeyState
from tongban_trust.keys.sdf import SdfDoor
from tongban_trust.keys.sdf_device import SdfDevice, load_sdf_library
from tongban_trust.keys.sdf_interface import Answer
from tongban_trust.keys.sdf_twin import SdfTwin
from tongban_trust.signing import Algorithm, SoftKey, compact, from_compact, generate_key
from tongban_trust.signing.sm2.backends import DEFAULT_USER_ID
from tongban_trust.signing.sm2.curve import digest_to_sign, multiple_of_base

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
PASSWORD = "password of the slot"
KEYS = {slot: generate_key(Algorithm.SM2) for slot in (1, 2, 5, 9)}
SLOTS = range(1, 8)  # 3, 4, 6 and 7 are empty; 9 is not ours


@pytest.fixture
def twin() -> SdfTwin:
    return SdfTwin(KEYS, PASSWORD)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "sdf.json"


@pytest.fixture
def door(twin, path) -> SdfDoor:
    return opened(twin, path)


def opened(twin: SdfTwin, path: Path, password: str = PASSWORD) -> SdfDoor:
    return SdfDoor(SdfDevice(twin, password), path, SLOTS)


def test_the_digest_is_that_of_the_standards_own_example():
    """GB/T 32918.5-2017, annex A.2: key, message and e."""
    secret = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    point = b"\x04" + b"".join(n.to_bytes(32, "big") for n in multiple_of_base(secret))
    assert digest_to_sign(point, b"message digest", DEFAULT_USER_ID).hex() == (
        "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"
    )


@given(st.binary(max_size=200))
@settings(max_examples=15, deadline=None)
def test_what_the_device_signs_the_library_verifies(message):
    """Zeros within the digest and numbers with leading zeros go through the C interface whole."""
    device = SdfDevice(SdfTwin(KEYS, PASSWORD), PASSWORD)
    public = KEYS[1].public
    signature = from_compact(device.sign(1, digest_to_sign(public.raw, message)))
    assert public.verify(signature, message)
    assert not public.verify(signature, message + b"x")


def test_a_digest_that_begins_with_zero_is_signed_whole():
    public = KEYS[1].public
    message = next(
        m for m in (b"%d" % n for n in range(5000)) if digest_to_sign(public.raw, m)[0] == 0
    )
    device = SdfDevice(SdfTwin(KEYS, PASSWORD), PASSWORD)
    assert public.verify(from_compact(device.sign(1, digest_to_sign(public.raw, message))), message)


def test_a_key_is_a_slot_and_is_found_again(twin, path, door):
    made = door.create("seal", Algorithm.SM2, NOW)
    assert made.public == KEYS[1].public
    assert made.public.verify(made.sign(b"licence"), b"licence")
    again = opened(twin, path)
    assert again.open_key("seal").public == made.public
    assert again.create("seal", Algorithm.SM2, NOW).public == made.public
    assert again.check() == ()
    assert path.stat().st_mode & 0o077 == 0


def test_rotation_takes_the_next_full_slot_and_is_seen_at_once(twin, path, door):
    running = opened(twin, path)
    before = door.create("seal", Algorithm.SM2, NOW).sign(b"before")
    assert running.open_key("seal").public == KEYS[1].public
    door.rotate("seal", NOW)
    assert running.open_key("seal").public == KEYS[2].public
    listed = running.versions("seal")
    assert [(v.version, v.state) for v in listed] == [
        (1, KeyState.VERIFIES_ONLY), (2, KeyState.SIGNS),
    ]  # fmt: skip
    assert listed[0].public.verify(before, b"before")


def test_names_get_slots_of_their_own_until_none_is_left(door):
    slots = [door.create(name, Algorithm.SM2, NOW).public for name in ("a", "b", "c")]
    assert slots == [KEYS[1].public, KEYS[2].public, KEYS[5].public]
    with pytest.raises(KeyRefused, match="own tool"):
        door.create("d", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="own tool"):
        door.rotate("a", NOW)
    assert door.open_key("a").public == KEYS[1].public  # what failed changed nothing


def test_a_destroyed_version_is_never_used_again_and_told_until_it_is_erased(twin, path, door):
    door.create("seal", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="rotate"):
        door.destroy("seal", 1)
    door.rotate("seal", NOW)
    door.destroy("seal", 1)
    assert door.versions("seal")[0].state is KeyState.DESTROYED
    assert "erase it" in door.check()[0]
    twin._keys.pop(1)
    try:
        assert door.check() == ()
    finally:
        twin._keys[1] = KEYS[1]
    assert door.rotate("seal", NOW).public == KEYS[5].public
    with pytest.raises(KeyRefused, match="version 9"):
        door.destroy("seal", 9)


def test_a_slot_whose_key_was_changed_does_not_sign(path):
    keys = dict(KEYS)
    opened(SdfTwin(keys, PASSWORD), path).create("seal", Algorithm.SM2, NOW)
    keys[1] = generate_key(Algorithm.SM2)
    changed = opened(SdfTwin(keys, PASSWORD), path)
    with pytest.raises(KeyRefused, match="does not hold"):
        changed.open_key("seal")
    assert "does not sign" in changed.check()[0]


def test_a_wrong_password_is_tried_once(path):
    twin = SdfTwin(KEYS, PASSWORD)
    tries = []
    real = twin.SDF_GetPrivateKeyAccessRight
    twin.SDF_GetPrivateKeyAccessRight = lambda *given: tries.append(1) or real(*given)
    door = opened(twin, path, "another password")
    key = door.create("seal", Algorithm.SM2, NOW)
    for _ in range(5):
        with pytest.raises(DoorClosed, match="password is wrong"):
            key.sign(b"x")
    assert len(tries) == 1
    assert "password is wrong" in door.check()[0]


def test_a_lost_session_is_opened_anew_with_its_rights(twin, door):
    key = door.create("seal", Algorithm.SM2, NOW)
    key.sign(b"before")
    twin._sessions.clear()
    twin._granted.clear()
    assert key.public.verify(key.sign(b"after"), b"after")


def test_a_dead_device_is_told_in_words(twin, door):
    key = door.create("seal", Algorithm.SM2, NOW)
    twin.SDF_InternalSign_ECC = lambda *_: Answer.HARDWARE_FAILED
    with pytest.raises(DoorClosed, match="does not answer"):
        key.sign(b"x")
    twin.SDF_ExportSignPublicKey_ECC = lambda *_: 0x0100BEEF
    with pytest.raises(DoorClosed, match="0x0100beef"):
        door.open_key("seal")
    assert "0x0100beef" in door.check()[0]


def test_numbers_in_another_place_than_the_standards_are_refused(twin, door):
    def packed(_session: object, _slot: int, room) -> int:
        room._obj.bits = 256
        room._obj.x[0] = 1  # as in older interfaces, where a field has 32 bytes
        return Answer.OK

    twin.SDF_ExportSignPublicKey_ECC = packed
    with pytest.raises(DoorClosed, match="GM/T 0018"):
        door.create("seal", Algorithm.SM2, NOW)


def test_refusals_are_in_words(door, path):
    with pytest.raises(KeyRefused, match="not with p256"):
        door.create("seal", Algorithm.P256, NOW)
    with pytest.raises(KeyRefused, match="no key seal"):
        door.open_key("seal")
    with pytest.raises(KeyRefused, match="to rotate"):
        door.rotate("seal", NOW)
    with pytest.raises(KeyRefused, match="cannot name"):
        door.create("a b", Algorithm.SM2, NOW)
    with pytest.raises(ValueError, match="SM2 keys"):
        SdfTwin({1: generate_key(Algorithm.P256)}, PASSWORD)


@pytest.mark.parametrize("junk", [b"", b"{", b"[]x", b"[{}]", b'[{"name": 1}]', b"7", b"\xff" * 9])
def test_a_broken_list_of_slots_closes_the_door(door, path, junk):
    door.create("seal", Algorithm.SM2, NOW)
    path.write_bytes(junk)
    with pytest.raises(DoorClosed, match="backup"):
        door.open_key("seal")
    assert "backup" in door.check()[0]


def test_a_library_that_is_none_is_named():
    with pytest.raises(DoorClosed, match="nowhere"):
        load_sdf_library("/nowhere/libsdf.so")
    with pytest.raises(DoorClosed, match="no SDF library"):
        load_sdf_library(_ctypes.__file__)


def test_threads_and_writers_share_a_device(twin, path, door):
    key = door.create("a", Algorithm.SM2, NOW)

    def sign(number: int) -> bool:
        return key.public.verify(key.sign(b"%d" % number), b"%d" % number)

    with ThreadPoolExecutor(6) as many:
        assert all(many.map(sign, range(24)))
        made = list(many.map(lambda n: opened(twin, path).create(n, Algorithm.SM2, NOW), "bc"))
    assert len({each.public for each in made} | {key.public}) == 3


def test_the_twins_signature_is_an_ordinary_one():
    key = SoftKey(Algorithm.SM2, KEYS[1].secret)
    device = SdfDevice(SdfTwin(KEYS, PASSWORD), PASSWORD)
    digest = digest_to_sign(key.public.raw, b"m")
    one, other = device.sign(1, digest), device.sign(1, digest)
    assert one != other  # a fresh nonce each time
    assert compact(from_compact(one)) == one
