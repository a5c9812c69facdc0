from __future__ import annotations

import random
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tongban.kernel.actor import Duty
from tongban.ledger.api import (
    EvidenceNotForYou,
    SubjectForgotten,
    forget_subject,
    latest_checkpoint,
    record,
    recorded_together,
    seal,
    sequence_leaves,
    unseal,
    verify_log,
)
from tongban.ledger.models import Leaf, SealedRow
from tongban.ledger.tests.factories import NOW, PERSON, SYSTEM, officer, write_leaf


@pytest.mark.django_db
class TestRecord:
    def test_one_leaf_is_one_insert(self, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(1):
            receipt = record(kind="k", about="case_1", facts={}, actor=SYSTEM, now=NOW)
        row = Leaf.objects.get(leaf_id=receipt.leaf_id)
        assert bytes(row.digest).hex() == receipt.digest
        assert row.sequence is None

    def test_leaves_recorded_together_are_written_in_order_by_one_statement(self):
        with CaptureQueriesContext(connection) as seen, transaction.atomic(), recorded_together():
            first = write_leaf(kind="a")
            sealed = write_leaf(kind="b", sealed={"name": "某某"}, subject_id="subj_1")
            last = write_leaf(kind="c")
            assert not Leaf.objects.filter(kind="a").exists()
        assert len([q for q in seen if "INSERT INTO ledger_leaf" in q["sql"]]) == 1
        rows = Leaf.objects.order_by("arrival").values_list("leaf_id", flat=True)
        assert list(rows) == [first.leaf_id, sealed.leaf_id, last.leaf_id]
        row = SealedRow.objects.get(leaf__leaf_id=sealed.leaf_id)
        assert "某某" in unseal("subj_1", bytes(row.sealed)).decode()

    def test_an_act_that_fails_records_nothing(self):
        def fail() -> None:
            with transaction.atomic(), recorded_together():
                write_leaf()
                raise ConnectionError

        with pytest.raises(ConnectionError):
            fail()
        assert not Leaf.objects.exists()

    def test_sealed_values_are_stored_encrypted_and_open_for_their_subject(self):
        receipt = write_leaf(sealed={"name": "某某", "phone": "19900001234"}, subject_id="subj_1")
        row = SealedRow.objects.get(leaf__leaf_id=receipt.leaf_id)
        assert "某某".encode() not in bytes(row.sealed)
        assert row.retention == "case-file"
        opened = unseal("subj_1", bytes(row.sealed)).decode()
        assert "某某" in opened
        assert "19900001234" in opened

    def test_sealed_values_need_a_subject(self):
        with pytest.raises(ValueError, match="subject_id"):
            write_leaf(sealed={"name": "某某"})

    def test_a_rolled_back_act_leaves_no_evidence(self):
        with transaction.atomic():
            record(kind="k", about="case_x", facts={}, actor=SYSTEM, now=NOW)
            transaction.set_rollback(True)
        assert not Leaf.objects.filter(about="case_x").exists()


@pytest.mark.django_db(transaction=True)
def test_evidence_outside_a_transaction_is_a_bug():
    with pytest.raises(RuntimeError, match="atomic"):
        record(kind="k", about="case_1", facts={}, actor=SYSTEM, now=NOW)


@pytest.mark.django_db
class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_leaf SET content = 'x'",
            "UPDATE ledger_leaf SET about = 'case_2'",
            "UPDATE ledger_leaf SET sequence = 7, actor = 'service:me'",
            "UPDATE ledger_leaf SET subject_id = 'subj_2'",
            "DELETE FROM ledger_leaf",
        ],
    )
    def test_the_database_refuses_to_change_a_leaf(self, statement):
        write_leaf()
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_a_placed_leaf_cannot_be_moved(self):
        write_leaf()
        sequence_leaves(NOW)
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE ledger_leaf SET sequence = 9")


@pytest.mark.django_db
class TestSequencing:
    def test_leaves_are_placed_in_order_once(self):
        receipts = [write_leaf(f"case_{number}") for number in range(5)]
        assert sequence_leaves(NOW) == 5
        assert sequence_leaves(NOW) == 0
        rows = Leaf.objects.order_by("sequence").values_list("leaf_id", "sequence")
        assert list(rows) == [(r.leaf_id, n) for n, r in enumerate(receipts)]
        write_leaf()
        assert sequence_leaves(NOW) == 1
        assert latest_checkpoint().size == 6
        assert verify_log().holds

    def test_more_leaves_than_one_batch(self, monkeypatch):
        monkeypatch.setattr("tongban.ledger.actions.sequence_leaves._BATCH", 3)
        for _ in range(7):
            write_leaf()
        assert sequence_leaves(NOW) == 7
        assert verify_log().holds


def write_at_random(seed: int) -> None:
    """Fifteen acts of one to three leaves, every fourth rolled back."""
    dice = random.Random(seed)
    for number in range(15):
        with transaction.atomic():
            for _ in range(dice.randint(1, 3)):
                record(kind="k", about=f"case_{seed}", facts={}, actor=SYSTEM, now=NOW)
            if number % 4 == 0:
                transaction.set_rollback(True)
    connection.close()


def sequence_while(writing: threading.Event) -> None:
    while writing.is_set():
        sequence_leaves(NOW)
    connection.close()


@pytest.mark.django_db(transaction=True)
class TestSequencingAmongOthers:
    def test_a_leaf_not_yet_committed_has_no_place(self):
        inserted, finish = threading.Event(), threading.Event()

        def slow_act() -> None:
            with transaction.atomic():
                record(kind="k", about="case_slow", facts={}, actor=SYSTEM, now=NOW)
                inserted.set()
                finish.wait(120)
            connection.close()

        slow = threading.Thread(target=slow_act)
        slow.start()
        assert inserted.wait(120)
        write_leaf("case_quick")
        assert sequence_leaves(NOW) == 1
        finish.set()
        slow.join()
        assert sequence_leaves(NOW) == 1
        rows = Leaf.objects.order_by("sequence").values_list("about", flat=True)
        assert list(rows) == ["case_quick", "case_slow"]
        assert verify_log().holds

    def test_while_one_sequencer_works_another_leaves_at_once(self):
        write_leaf()
        locked, finish = threading.Event(), threading.Event()

        def hold_the_lock() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x746F6E67_6C656467])
                locked.set()
                finish.wait(120)
            connection.close()

        other = threading.Thread(target=hold_the_lock)
        other.start()
        assert locked.wait(120)
        assert sequence_leaves(NOW) == 0
        finish.set()
        other.join()
        assert sequence_leaves(NOW) == 1

    def test_writers_rollbacks_and_two_sequencers_leave_one_whole_log(self):
        writing = threading.Event()
        writing.set()
        writers = [threading.Thread(target=write_at_random, args=(seed,)) for seed in range(3)]
        sequencers = [threading.Thread(target=sequence_while, args=(writing,)) for _ in range(2)]
        for thread in (*writers, *sequencers):
            thread.start()
        for thread in writers:
            thread.join()
        writing.clear()
        for thread in sequencers:
            thread.join()
        sequence_leaves(NOW)
        verdict = verify_log()
        assert verdict.holds, verdict
        assert (verdict.size, verdict.unsequenced) == (Leaf.objects.count(), 0)
        for seed in range(3):
            own = Leaf.objects.filter(about=f"case_{seed}").order_by("arrival")
            places = list(own.values_list("sequence", flat=True))
            assert places == sorted(places)

    def test_the_sequencer_refuses_to_run_inside_an_act(self):
        with pytest.raises(RuntimeError), transaction.atomic():
            sequence_leaves(NOW)


@pytest.mark.django_db
class TestForgetting:
    def test_what_was_sealed_is_gone_and_the_log_still_holds(self):
        sealed = seal("subj_1", "某某".encode())
        write_leaf(sealed={"name": "某某"}, subject_id="subj_1")
        forget_subject(actor=officer(Duty.OPERATOR), subject_id="subj_1", now=NOW)
        with pytest.raises(SubjectForgotten):
            unseal("subj_1", sealed)
        with pytest.raises(SubjectForgotten):
            seal("subj_1", b"again")
        assert not SealedRow.objects.filter(subject_id="subj_1").exists()
        sequence_leaves(NOW)
        assert verify_log().holds
        assert Leaf.objects.filter(kind="ledger.subject_forgotten", about="subj_1").count() == 1

    def test_others_are_untouched_and_a_repeat_changes_nothing(self):
        sealed = seal("subj_2", b"stays")
        for _ in range(2):
            forget_subject(actor=SYSTEM, subject_id="subj_1", now=NOW)
        assert unseal("subj_2", sealed) == b"stays"
        assert Leaf.objects.filter(kind="ledger.subject_forgotten").count() == 1

    @pytest.mark.parametrize("actor", [PERSON, officer(Duty.APPROVER)])
    def test_nobody_else_may(self, actor):
        with pytest.raises(EvidenceNotForYou):
            forget_subject(actor=actor, subject_id="subj_1", now=NOW)
