"""The PKCS#11 door on SoftHSM2, each test with a token of its own."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tests.softhsm import LIBRARY, PIN, make_token, needs_softhsm
from tongban_trust.keys import DoorClosed, KeyRefused, KeyState
from tongban_trust.keys.pkcs11 import Pkcs11Door
from tongban_trust.signing import Algorithm

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
pytestmark = needs_softhsm
both = pytest.mark.parametrize(
    "algorithm", [Algorithm.P256, Algorithm.ED25519], ids=lambda a: a.value
)


@pytest.fixture
def label(tmp_path, monkeypatch) -> str:
    return make_token(tmp_path, monkeypatch)


@pytest.fixture
def door(label) -> Pkcs11Door:
    return Pkcs11Door(LIBRARY, label, PIN)


@both
def test_a_key_signs_in_the_device_and_is_found_again(door, label, algorithm):
    made = door.create("log", algorithm, NOW)
    assert made.public.verify(made.sign(b"licence"), b"licence")
    assert not made.public.verify(made.sign(b"licence"), b"another")
    again = Pkcs11Door(LIBRARY, label, PIN)
    assert again.open_key("log").public == made.public
    assert again.create("log", algorithm, NOW).public == made.public
    listed = again.versions()
    assert [(v.name, v.version, v.state, v.made_at) for v in listed] == [
        ("log", 1, KeyState.SIGNS, NOW)
    ]
    assert again.check() == ()


def test_rotation_is_seen_by_who_has_the_door_open_and_old_signatures_hold(door, label):
    running = Pkcs11Door(LIBRARY, label, PIN)
    old = door.create("log", Algorithm.P256, NOW)
    before = running.open_key("log").sign(b"before")
    new = door.rotate("log", NOW)
    assert running.open_key("log").public == new.public != old.public
    assert [(v.version, v.state) for v in running.versions("log")] == [
        (1, KeyState.VERIFIES_ONLY), (2, KeyState.SIGNS),
    ]  # fmt: skip
    assert running.versions("log")[0].public.verify(before, b"before")


def test_more_than_nine_versions_stay_in_order(door):
    door.create("log", Algorithm.P256, NOW)
    for _ in range(10):
        newest = door.rotate("log", NOW)
    assert [v.version for v in door.versions("log")] == list(range(1, 12))
    assert door.open_key("log").public == newest.public


def test_a_destroyed_version_keeps_its_public_half_only(door):
    old = door.create("log", Algorithm.P256, NOW)
    with pytest.raises(KeyRefused, match="rotate"):
        door.destroy("log", 1)
    door.rotate("log", NOW)
    door.destroy("log", 1)
    door.destroy("log", 1)
    first = door.versions("log")[0]
    assert (first.state, first.public) == (KeyState.DESTROYED, old.public)
    with pytest.raises(KeyRefused, match="destroyed"):
        old.sign(b"x")
    with pytest.raises(KeyRefused, match="version 9"):
        door.destroy("log", 9)
    assert door.check() == ()


def test_when_the_newest_private_half_is_lost_no_older_one_comes_back(door):
    door.create("log", Algorithm.P256, NOW)
    door.rotate("log", NOW)
    _objects(door, "log#2", private=True)[0].destroy()
    with pytest.raises(KeyRefused, match="lost"):
        door.open_key("log")
    assert door.rotate("log", NOW).sign(b"x")


def test_no_private_half_can_leave_the_device(door):
    import pkcs11

    door.create("log", Algorithm.P256, NOW)
    (private,) = _objects(door, "log#1", private=True)
    assert not private[pkcs11.Attribute.EXTRACTABLE]
    with pytest.raises(pkcs11.PKCS11Error):
        private[pkcs11.Attribute.VALUE]


def test_what_others_keep_in_the_token_is_left_alone(door):
    door._login.run(lambda session: door._generate(session, "their own key", Algorithm.P256))
    assert door.versions() == ()
    assert door.check() == ()


def test_a_version_made_twice_is_told(door):
    door.create("log", Algorithm.P256, NOW)
    door._make("log", 2, Algorithm.P256, NOW)
    door._make("log", 2, Algorithm.P256, NOW.replace(hour=9))
    assert any("made twice" in each for each in door.check())


def test_refusals_are_in_words(door):
    with pytest.raises(KeyRefused, match="SDF"):
        door.create("seal", Algorithm.SM2, NOW)
    with pytest.raises(KeyRefused, match="no key log"):
        door.open_key("log")
    with pytest.raises(KeyRefused, match="to rotate"):
        door.rotate("log", NOW)
    with pytest.raises(KeyRefused, match="cannot name"):
        door.create("log#1", Algorithm.P256, NOW)
    door.create("log", Algorithm.P256, NOW)
    with pytest.raises(KeyRefused, match="another algorithm"):
        door.create("log", Algorithm.ED25519, NOW)


# A search of the binding that loses its session complains once more when it is thrown away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_lost_session_is_opened_anew(door):
    key = door.create("log", Algorithm.P256, NOW)
    import pkcs11

    pkcs11.lib(LIBRARY).reinitialize()
    assert key.public.verify(key.sign(b"after"), b"after")


def test_a_wrong_pin_is_tried_once_only(label):
    import pkcs11

    door = Pkcs11Door(LIBRARY, label, "000000000")
    pkcs11.lib(LIBRARY).reinitialize()
    for _ in range(12):
        with pytest.raises(DoorClosed, match="PIN is wrong"):
            door.open_key("log")
    assert "PIN is wrong" in door.check()[0]
    assert Pkcs11Door(LIBRARY, label, PIN).check() == ()  # it was not locked


_FORKED = """
import os, sys
from datetime import UTC, datetime
from tongban_trust.keys import Pkcs11Door
from tongban_trust.signing import Algorithm
key = Pkcs11Door(*sys.argv[1:]).create("log", Algorithm.P256, datetime.now(UTC))
key.sign(b"parent")
child = os.fork()
if not child:
    os._exit(0 if key.public.verify(key.sign(b"child"), b"child") else 9)
assert os.waitpid(child, 0)[1] == 0
assert key.public.verify(key.sign(b"parent again"), b"parent again")
"""


def test_a_forked_child_begins_anew(label):
    """As a server's workers do that start from one parent; in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _FORKED, LIBRARY, label, PIN],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_missing_token_or_library_is_named(label):
    assert "no token has this label" in Pkcs11Door(LIBRARY, "nobody", PIN).check()[0]
    assert "/nowhere.so" in Pkcs11Door("/nowhere.so", "nobody", PIN).check()[0]


def test_without_the_package_the_door_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(DoorClosed, match="python-pkcs11"):
        Pkcs11Door(LIBRARY, "any", PIN)


def test_threads_share_a_door(door):
    key = door.create("log", Algorithm.P256, NOW)

    def work(number: int) -> bool:
        message = hashlib.sha256(b"%d" % number).digest()
        return key.public.verify(key.sign(message), message)

    with ThreadPoolExecutor(8) as many:
        assert all(many.map(work, range(80)))


def _objects(door: Pkcs11Door, start: str, *, private: bool) -> list:
    import pkcs11

    kind = pkcs11.ObjectClass.PRIVATE_KEY if private else pkcs11.ObjectClass.PUBLIC_KEY
    return door._login.run(
        lambda session: [
            each
            for each in session.get_objects({pkcs11.Attribute.CLASS: kind})
            if each.label.startswith(start)
        ]
    )
