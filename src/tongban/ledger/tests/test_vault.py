from __future__ import annotations

import os
import stat
import threading

import pytest
from django.db import connection, transaction

from tongban.kernel.sitting import one_sitting
from tongban.ledger.adapters import master_key as keys
from tongban.ledger.api import (
    MasterKeyUnusable,
    SubjectForgotten,
    blind_index,
    forget_subject,
    seal,
    seal_many,
    unseal,
    unseal_many,
)
from tongban.ledger.models import SubjectKey
from tongban.ledger.tests.factories import NOW, SYSTEM
from tongban_trust.keys import plain
from tongban_trust.suites import Tampered


@pytest.mark.django_db
class TestVault:
    def test_sealed_for_one_opens_for_no_other(self):
        sealed = seal("subj_1", b"secret")
        seal("subj_2", b"other")
        assert unseal("subj_1", sealed) == b"secret"
        with pytest.raises(Tampered):
            unseal("subj_2", sealed)
        for broken in (sealed[:-1], b"", sealed[:-1] + bytes([sealed[-1] ^ 1])):
            with pytest.raises(Tampered):
                unseal("subj_1", broken)

    def test_nothing_opens_for_a_subject_without_a_key(self):
        with pytest.raises(SubjectForgotten):
            unseal("subj_unknown", seal("subj_1", b"secret"))

    def test_a_list_opens_in_one_query_with_gaps_for_the_forgotten(self, django_assert_num_queries):
        rows = [(f"subj_{n}", seal(f"subj_{n}", str(n).encode())) for n in range(4)]
        forget_subject(actor=SYSTEM, subject_id="subj_2", now=NOW)
        with django_assert_num_queries(1):
            assert unseal_many(rows) == (b"0", b"1", None, b"3")

    def test_a_list_is_sealed_in_three_statements(self, django_assert_num_queries):
        early = seal("subj_0", b"early")
        rows = [(f"subj_{n % 3}", str(n).encode()) for n in range(6)]
        with django_assert_num_queries(3):
            sealed = seal_many(rows)
        assert [unseal(row[0], one) for row, one in zip(rows, sealed, strict=True)] == [
            plaintext for _, plaintext in rows
        ]
        assert unseal("subj_0", early) == b"early"
        assert seal_many([]) == ()
        forget_subject(actor=SYSTEM, subject_id="subj_1", now=NOW)
        with pytest.raises(SubjectForgotten):
            seal_many(rows)

    def test_the_other_suite_reads_what_the_first_one_sealed(self, settings):
        sealed = seal("subj_1", b"secret")
        settings.TRUST_SUITE = "intl"
        assert unseal("subj_1", sealed) == b"secret"
        assert unseal("subj_9", seal("subj_9", b"new")) == b"new"

    def test_another_master_key_is_named_as_the_cause(self, monkeypatch):
        sealed = seal("subj_1", b"secret")
        monkeypatch.setenv("TONGBAN_MASTER_KEY", "ab" * 32)
        with pytest.raises(MasterKeyUnusable) as refusal:
            unseal("subj_1", sealed)
        assert "master.key" in refusal.value.mend.en

    def test_the_master_key_alone_is_not_in_the_database(self):
        seal("subj_1", b"secret")
        wrapped = bytes(SubjectKey.objects.get(subject_id="subj_1").wrapped)
        assert keys.master_key() not in wrapped


@pytest.mark.django_db(transaction=True)
class TestKeys:
    def test_two_who_seal_first_at_once_share_one_key(self):
        made, finish = threading.Event(), threading.Event()
        sealed: list[bytes] = []

        def first() -> None:
            with transaction.atomic():
                sealed.append(seal("subj_1", b"first"))
                made.set()
                finish.wait(120)
            connection.close()

        def second() -> None:
            sealed.append(seal("subj_1", b"second"))
            connection.close()

        threads = [threading.Thread(target=first), threading.Thread(target=second)]
        threads[0].start()
        assert made.wait(120)
        threads[1].start()  # waits for the first one's commit
        finish.set()
        for thread in threads:
            thread.join()
        assert sorted(unseal("subj_1", one) for one in sealed) == [b"first", b"second"]

    def test_a_key_that_was_rolled_back_is_not_used_again(self):
        with transaction.atomic():
            seal("subj_1", b"lost")
            transaction.set_rollback(True)
        sealed = seal("subj_1", b"kept")
        assert unseal("subj_1", sealed) == b"kept"

    def test_a_sitting_reads_a_key_once(self, django_assert_num_queries):
        sealed = seal("subj_1", b"secret")
        with one_sitting():
            with django_assert_num_queries(1):
                assert unseal("subj_1", sealed) == unseal("subj_1", seal("subj_1", b"secret"))
            forget_subject(actor=SYSTEM, subject_id="subj_1", now=NOW)
            with pytest.raises(SubjectForgotten):
                unseal("subj_1", sealed)

    def test_a_key_made_in_a_sitting_and_rolled_back_is_not_used_again(self):
        with one_sitting():
            with transaction.atomic():
                seal("subj_1", b"lost")
                seal("subj_1", b"lost too")
                transaction.set_rollback(True)
            sealed = seal("subj_1", b"kept")
        assert unseal("subj_1", sealed) == b"kept"

    def test_forgotten_elsewhere_is_forgotten_here(self):
        sealed = seal("subj_1", b"secret")
        with connection.cursor() as cursor:  # another process destroys the key
            cursor.execute("UPDATE ledger_subjectkey SET wrapped = NULL, destroyed_at = now()")
        with pytest.raises(SubjectForgotten):
            unseal("subj_1", sealed)


class TestBlindIndex:
    def test_it_is_stable_keyed_and_apart_by_scheme(self, monkeypatch, settings):
        first = blind_index("resident-id", "990102199001010011")
        assert first == blind_index("resident-id", "990102199001010011")
        assert len(first) == 64
        settings.TRUST_SUITE = "intl"
        assert first == blind_index("resident-id", "990102199001010011")
        assert first != blind_index("passport", "990102199001010011")
        monkeypatch.setenv("TONGBAN_MASTER_KEY", "cd" * 32)
        assert first != blind_index("resident-id", "990102199001010011")


class TestMasterKeyFile:
    def test_it_is_made_once_and_readable_by_the_owner_alone(self, tmp_path, settings, monkeypatch):
        monkeypatch.delenv("TONGBAN_MASTER_KEY", raising=False)
        settings.DATA_DIR = tmp_path
        first = keys.master_key()
        path = tmp_path / "keys" / "master.key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        keys._from_file.cache_clear()
        assert keys.master_key() == first
        assert os.listdir(path.parent) == ["master.key"]

    def test_a_key_another_process_made_meanwhile_is_kept(self, tmp_path):
        path = tmp_path / "keys" / "master.key"
        path.parent.mkdir()
        path.write_text("ab" * 32)
        plain.create_once(path, "cd" * 32)
        assert path.read_text() == "ab" * 32
        assert os.listdir(path.parent) == ["master.key"]

    @pytest.mark.parametrize("bad", ["", "xyz", "ab" * 31, "ab" * 33])
    def test_what_is_no_key_is_refused(self, bad, monkeypatch):
        monkeypatch.setenv("TONGBAN_MASTER_KEY", bad)
        with pytest.raises(MasterKeyUnusable, match="TONGBAN_MASTER_KEY"):
            keys.master_key()
