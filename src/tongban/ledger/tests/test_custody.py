from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.actor import Actor, Duty
from tongban.ledger.adapters import key_door as doors
from tongban.ledger.api import (
    KeyNotChanged,
    KeysNotForYou,
    KeysUnusable,
    check_keys,
    create_key,
    destroy_key_version,
    key_versions,
    latest_checkpoint,
    leaves_about,
    log_identity,
    rotate_key,
    sequence_leaves,
    signing_key,
)
from tongban.ledger.domain.key_place import KeyPlaceKind, read_key_place, read_key_places
from tongban.ledger.models import Leaf
from tongban.ledger.tests.factories import NOW, PERSON, SYSTEM, officer
from tongban_trust.keys import KeyState
from tongban_trust.signing import Algorithm, sm2
from tongban_trust.tlog.note import parse_checkpoint, parse_key

SM2 = Algorithm.SM2


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("TONGBAN_KEYS_PASSPHRASE", raising=False)
    settings.DATA_DIR = tmp_path
    settings.KEYS = "file:"
    settings.DEMO = True
    return tmp_path / "keys"


def create(name: str = "log", actor: Actor = SYSTEM):
    return create_key(actor=actor, name=name, algorithm=SM2, now=NOW)


def rotate(name: str = "log", actor: Actor = SYSTEM):
    return rotate_key(actor=actor, name=name, now=NOW)


def destroy(version: int, name: str = "log", actor: Actor = SYSTEM) -> None:
    destroy_key_version(actor=actor, name=name, version=version, now=NOW)


def kinds(name: str = "log") -> list[tuple[str, int]]:
    return [(leaf.kind, leaf.facts["version"]) for leaf in leaves_about(SYSTEM, f"key:{name}")]


@pytest.mark.django_db
class TestKeys:
    def test_a_key_is_made_once_signs_and_leaves_one_leaf(self, own_folder):
        made = create()
        assert create() == made
        key = signing_key("log")
        assert key.public == made.public
        assert made.public.verify(key.sign(b"x"), b"x")
        assert kinds() == [("ledger.key_created", 1)]
        assert sorted(path.name for path in own_folder.iterdir()) == [
            "passphrase", "platform.keys", "platform.lock",
        ]  # fmt: skip
        assert (own_folder / "passphrase").stat().st_mode & 0o077 == 0

    def test_rotation_is_used_at_once_and_proven(self):
        old = signing_key_after(create)
        before = old.sign(b"before")
        new = rotate()
        assert signing_key("log").public == new.public != old.public
        first, second = key_versions(SYSTEM, "log")
        assert (first.state, second.state) == (KeyState.VERIFIES_ONLY, KeyState.SIGNS)
        assert first.public.verify(before, b"before")
        assert kinds() == [("ledger.key_created", 1), ("ledger.key_rotated", 2)]
        leaf = leaves_about(SYSTEM, "key:log")[-1]
        assert leaf.facts == {
            "algorithm": "sm2-sm3", "key_id": new.public.key_id, "version": 2,
        }  # fmt: skip

    def test_destroying_is_proven_once(self):
        create()
        rotate()
        destroy(1)
        destroy(1)
        assert key_versions(SYSTEM, "log")[0].state is KeyState.DESTROYED
        assert kinds().count(("ledger.key_destroyed", 1)) == 1
        with pytest.raises(KeyNotChanged, match="rotate"):
            destroy(2)
        assert check_keys(SYSTEM).troubles == ()

    def test_a_change_whose_evidence_was_lost_is_told_and_mended(self):
        create()
        with transaction.atomic():
            rotate()
            transaction.set_rollback(True)  # as when the process is killed before the commit
        assert kinds() == [("ledger.key_created", 1)]
        (trouble,) = check_keys(SYSTEM).troubles
        assert "Version 2 of log lacks its evidence" in trouble
        create()
        assert kinds() == [("ledger.key_created", 1), ("ledger.key_rotated", 2)]
        assert check_keys(SYSTEM).troubles == ()

    def test_what_cannot_be_done_says_why_in_both_languages(self):
        with pytest.raises(KeyNotChanged) as refusal:
            rotate("nothing")
        assert "no key nothing" in refusal.value.message.en
        assert refusal.value.message.zh.startswith("密钥操作未执行")
        with pytest.raises(KeyNotChanged, match="cannot name"):
            create("Not A Name")
        with pytest.raises(KeyNotChanged, match="no key nothing"):
            signing_key("nothing")
        create()
        with pytest.raises(KeyNotChanged, match="another algorithm"):
            create_key(actor=SYSTEM, name="log", algorithm=Algorithm.P256, now=NOW)
        assert Leaf.objects.count() == 1

    def test_only_operators_change_keys_and_supervisors_look(self):
        operator, supervisor = officer(Duty.OPERATOR), officer(Duty.SUPERVISOR)
        create(actor=operator)
        for stranger in (PERSON, officer(), supervisor, Actor.anonymous()):
            with pytest.raises(KeysNotForYou):
                create("other", actor=stranger)
            with pytest.raises(KeysNotForYou):
                rotate(actor=stranger)
            with pytest.raises(KeysNotForYou):
                destroy(1, actor=stranger)
        for stranger in (PERSON, officer()):
            with pytest.raises(KeysNotForYou):
                key_versions(stranger)
            with pytest.raises(KeysNotForYou):
                check_keys(stranger)
        assert len(key_versions(supervisor)) == 1
        assert check_keys(supervisor).troubles == ()


def signing_key_after(make):
    make()
    return signing_key("log")


@pytest.mark.django_db
class TestPlaces:
    def test_the_passphrase_may_come_from_the_environment(self, own_folder, monkeypatch):
        monkeypatch.setenv("TONGBAN_KEYS_PASSPHRASE", "a passphrase of ours")
        create()
        assert not (own_folder / "passphrase").exists()
        monkeypatch.setenv("TONGBAN_KEYS_PASSPHRASE", "a passphrase of others")
        with pytest.raises(KeysUnusable, match="passphrase is wrong"):
            signing_key("log")
        assert "passphrase is wrong" in check_keys(SYSTEM).troubles[0]
        monkeypatch.setenv("TONGBAN_KEYS_PASSPHRASE", "short")
        with pytest.raises(KeyNotChanged, match="12 characters"):
            signing_key("log")

    def test_a_passphrase_that_others_can_read_is_not_used(self, own_folder):
        create()
        (own_folder / "passphrase").chmod(0o644)
        with pytest.raises(KeysUnusable, match="chmod 600"):
            signing_key("log")
        assert "chmod 600" in check_keys(SYSTEM).troubles[0]

    def test_the_file_may_stand_elsewhere(self, tmp_path, settings):
        settings.KEYS = f"file:{tmp_path / 'elsewhere' / 'p.keys'}"
        create()
        assert (tmp_path / "elsewhere" / "p.keys").exists()

    def test_the_demo_twin_signs_outlives_the_process_and_says_what_it_is(self, settings):
        settings.KEYS = "sdf:"
        made = create("seal")
        doors._door.cache_clear()
        key = signing_key("seal")
        assert key.public == made.public
        assert made.public.verify(key.sign(b"x"), b"x")
        assert rotate("seal").public == signing_key("seal").public != made.public
        health = check_keys(SYSTEM)
        assert health.troubles == ()
        assert any("stand-in" in each for each in health.demo_only)

    def test_each_algorithm_is_kept_where_it_can_be(self, settings, own_folder):
        settings.KEYS = "sdf: file:"
        seal = create("seal")
        paper = create_key(actor=SYSTEM, name="paper", algorithm=Algorithm.P256, now=NOW)
        assert b"seal" in (own_folder / "sdf-twin-slots.json").read_bytes()
        assert [each.name for each in key_versions(SYSTEM)] == ["paper", "seal"]
        assert signing_key("seal").public == seal.public
        assert signing_key("paper").public == paper.public
        assert rotate("paper").version == rotate("seal").version == 2
        destroy(1, "paper")
        assert check_keys(SYSTEM).troubles == ()
        with pytest.raises(KeyNotChanged, match="another algorithm"):
            create("paper")
        settings.KEYS = "file:"
        create("seal")
        settings.KEYS = "sdf: file:"
        assert "more than one place" in check_keys(SYSTEM).troubles[0]

    def test_no_twin_signs_outside_a_demo(self, settings):
        settings.KEYS, settings.DEMO = "sdf:", False
        with pytest.raises(KeysUnusable, match="demos only"):
            create("seal")
        assert any("stand-in" in each for each in check_keys(SYSTEM).troubles)

    def test_a_device_needs_the_secret_of_its_owner(self, own_folder, settings):
        settings.KEYS = "pkcs11:/nowhere.so?token=t"
        with pytest.raises(KeysUnusable, match="TONGBAN_KEYS_PIN"):
            create()
        assert not (own_folder / "passphrase").exists()

    def test_a_device_that_is_not_there_is_told(self, settings, monkeypatch):
        monkeypatch.setenv("TONGBAN_KEYS_PASSWORD", "12345678")
        settings.KEYS = "sdf:/nowhere.so?slots=1-4"
        with pytest.raises(KeysUnusable, match="nowhere"):
            create()
        assert "nowhere" in check_keys(SYSTEM).troubles[0]

    def test_a_setting_that_means_nothing_is_told(self, settings):
        settings.KEYS = "cloud:"
        with pytest.raises(KeysUnusable, match="cloud"):
            signing_key("log")
        assert "TONGBAN_KEYS" in check_keys(SYSTEM).troubles[0]

    def test_a_machine_that_computes_no_sm2_is_told(self, monkeypatch):
        def nothing():
            raise sm2.Sm2Unavailable("SM2 cannot be computed here: no OpenSSL 3")

        create()
        monkeypatch.setattr(sm2, "backend", nothing)
        health = check_keys(SYSTEM)
        assert health.sm2_backend == ""
        assert "no OpenSSL 3" in health.troubles[0]
        with pytest.raises(KeysUnusable, match="no OpenSSL 3"):
            signing_key("log")

    def test_a_backend_for_demos_is_a_trouble_outside_them(self, monkeypatch, settings):
        create()

        class Fallback:
            name, demo_only = "gmssl-pyx", True

            def __getattr__(self, verb: str) -> object:
                return getattr(real, verb)

        real = sm2.backend()
        monkeypatch.setattr(sm2, "backend", Fallback)
        assert check_keys(SYSTEM).troubles == ()
        assert any("gmssl-pyx" in each for each in check_keys(SYSTEM).demo_only)
        settings.DEMO = False
        assert any("gmssl-pyx" in each for each in check_keys(SYSTEM).troubles)


class TestKeyPlace:
    def test_several_are_read_in_their_order(self):
        kinds = [place.kind for place in read_key_places(" sdf:/v.so?slots=1  file: ")]
        assert kinds == [KeyPlaceKind.SDF, KeyPlaceKind.FILE]
        with pytest.raises(ValueError, match="no place"):
            read_key_places(" ")

    def test_the_three_kinds_are_read(self):
        assert read_key_place("file:").kind is KeyPlaceKind.FILE
        assert read_key_place("file:/a/b").path == "/a/b"
        device = read_key_place("pkcs11:/usr/lib/x.so?token=tongban 1")
        assert (device.path, device.token) == ("/usr/lib/x.so", "tongban 1")
        sdf = read_key_place("sdf:/opt/v.so?slots=1-3,7,2")
        assert (sdf.path, sdf.slots, sdf.is_twin) == ("/opt/v.so", (1, 2, 3, 7), False)
        assert read_key_place("sdf:").is_twin

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("", "file: pkcs11: sdf:"),
            ("/a/b", "file: pkcs11: sdf:"),
            ("pkcs11:/x.so", "token"),
            ("pkcs11:?token=a", "library"),
            ("sdf:/x.so", "slots"),
            ("sdf:/x.so?slots=a", "range"),
            ("sdf:/x.so?slots=1-", "range"),
            ("sdf:/x.so?slots=4-2", "lower"),
            ("sdf:/x.so?slots=0-2", "1 to 1024"),
            ("sdf:/x.so?slots=1-99999999", "1 to 1024"),
            ("file:/a?pin=1234", "unknown option"),
        ],
    )
    def test_anything_else_says_what_is_wrong(self, bad, why):
        with pytest.raises(ValueError, match=why):
            read_key_place(bad)

    @given(st.text(max_size=60), st.sampled_from(["", "file:", "sdf:/x?slots=", "pkcs11:/x?"]))
    def test_no_text_does_more_than_refuse(self, text, start):
        try:
            place = read_key_place(start + text)
        except ValueError:
            return
        assert all(1 <= slot <= 1024 for slot in place.slots)


@pytest.mark.django_db
class TestTheLogsKey:
    def test_it_lies_in_custody_signs_the_checkpoint_and_needs_no_leaf(self):
        create("other")
        sequence_leaves(NOW)
        (version,) = key_versions(SYSTEM, "log-gm")
        told = parse_key(log_identity().key)
        assert told.public == version.public
        assert parse_checkpoint(latest_checkpoint().text).signed_by(told)
        assert check_keys(SYSTEM).troubles == ()

    def test_it_is_never_rotated_since_its_witnesses_know_it(self):
        sequence_leaves(NOW)
        with pytest.raises(KeyNotChanged, match="witnesses"):
            rotate("log-gm")
