from __future__ import annotations

import pytest
from django.db import connection

from tongban.kernel.actor import Actor
from tongban.ledger.actions import sequence_leaves as sequencer
from tongban.ledger.adapters import tile_files
from tongban.ledger.api import (
    EvidenceNotShown,
    LogForked,
    LogUnusable,
    NotYetLogged,
    inclusion_proof,
    latest_checkpoint,
    log_identity,
    log_tile,
    promise_for,
    sequence_leaves,
    verify_log,
)
from tongban.ledger.models import EvidenceLog, Leaf
from tongban.ledger.queries import verify
from tongban.ledger.tests.factories import NOW, PERSON, SYSTEM, write_leaf
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import parse_checkpoint, parse_key

pytestmark = pytest.mark.django_db


def meddle(statement: str) -> None:
    """Change evidence as someone with full power over the database could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_leaf DISABLE TRIGGER ledger_leaf_append_only")
        cursor.execute(statement)


def folder():
    return tile_files.folder_of(EvidenceLog.objects.get(id=1))


@pytest.fixture
def logged():
    receipts = [write_leaf(f"case_{number}") for number in range(5)]
    sequence_leaves(NOW)
    return receipts


class TestVerifyLog:
    def test_an_empty_ledger_holds(self):
        verdict = verify_log()
        assert (verdict.holds, verdict.size, verdict.unsequenced) == (True, 0, 0)
        assert verdict.root == latest_checkpoint().root

    def test_a_whole_log_holds_and_counts_what_waits(self, logged):
        write_leaf()
        verdict = verify_log()
        assert (verdict.holds, verdict.size, verdict.unsequenced) == (True, 5, 1)
        assert verdict.root == latest_checkpoint().root

    @pytest.mark.parametrize(
        ("statement", "fault", "place"),
        [
            ("UPDATE ledger_leaf SET content = 'x' WHERE sequence = 2", "altered", 2),
            ("UPDATE ledger_leaf SET about = 'case_9' WHERE sequence = 1", "altered", 1),
            ("UPDATE ledger_leaf SET actor = 'service:me' WHERE sequence = 3", "altered", 3),
            ("UPDATE ledger_leaf SET at = at + interval '1 day' WHERE sequence = 0", "altered", 0),
            ("DELETE FROM ledger_leaf WHERE sequence = 1", "dropped", 1),
            ("DELETE FROM ledger_leaf WHERE sequence > 2", "cut-short", 3),
            ("DELETE FROM ledger_leaf", "cut-short", 0),
            ("UPDATE ledger_leaf SET sequence = 5 WHERE sequence = 4", "cut-short", 4),
            ("UPDATE ledger_evidencelog SET placed = 4, size = 4", "added", 4),
            ("UPDATE ledger_evidencelog SET root = 'x'", "other-log", 0),
            ("DELETE FROM ledger_evidencelog", "added", 0),
        ],
    )
    def test_the_first_fault_in_the_database_is_named(self, logged, statement, fault, place):
        meddle(statement)
        verdict = verify_log()
        assert (verdict.fault, verdict.fault_sequence) == (fault, place)
        assert not verdict.holds
        assert verdict.message is not None
        assert str(place) in verdict.message.zh
        if fault in ("altered", "added"):
            assert verdict.fault_leaf_id == logged[place].leaf_id

    def test_two_leaves_that_changed_places_are_found(self, logged):
        meddle("UPDATE ledger_leaf SET sequence = -sequence WHERE sequence IN (1, 2)")
        meddle("UPDATE ledger_leaf SET sequence = 3 + sequence WHERE sequence < 0")
        verdict = verify_log()
        assert (verdict.fault, verdict.fault_sequence) == ("reordered", 1)
        assert verdict.fault_leaf_id == logged[2].leaf_id

    def test_faults_in_the_files_are_found(self, logged):
        for name, fault in (
            ("tile/0/000.p/5", "altered"),
            ("tile/entries/000.p/5", "altered"),
            ("checkpoint", "missing"),
        ):
            path = folder() / name
            whole = path.read_bytes()
            path.write_bytes(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:])
            assert verify_log().fault == fault, name
            path.unlink()
            assert verify_log().fault == "missing"
            path.write_bytes(whole)
        assert verify_log().holds

    def test_an_older_checkpoint_put_back_is_found(self, logged):
        older = (folder() / "checkpoint").read_bytes()
        tiles = {p: p.read_bytes() for p in folder().rglob("*.p/5")}
        write_leaf()
        sequence_leaves(NOW)
        (folder() / "checkpoint").write_bytes(older)
        for path, data in tiles.items():
            path.write_bytes(data)
        verdict = verify_log()
        assert (verdict.fault, verdict.fault_sequence) == ("rolled-back", 5)

    def test_leaves_sequenced_during_the_check_do_not_disturb_it(self, logged, monkeypatch):
        honest = verify._columns_agree

        def meanwhile(row):
            if row.sequence == 3:
                write_leaf("case_meanwhile")
                assert sequence_leaves(NOW) == 1
            return honest(row)

        monkeypatch.setattr(verify, "_columns_agree", meanwhile)
        verdict = verify_log()
        assert (verdict.holds, verdict.size) == (True, 5)
        monkeypatch.undo()
        assert verify_log().size == 6


class TestCrashes:
    """The database comes first, the files catch up, the row remembers: cut between any two."""

    def test_placed_but_not_written(self, logged, monkeypatch):
        write_leaf()
        monkeypatch.setattr(sequencer, "_catch_up", lambda: None)
        assert sequence_leaves(NOW) == 1
        assert latest_checkpoint().size == 5
        monkeypatch.undo()
        assert sequence_leaves(NOW) == 0
        assert latest_checkpoint().size == 6
        assert verify_log().holds

    def test_signed_but_not_remembered(self, logged):
        before = EvidenceLog.objects.get(id=1)
        write_leaf()
        sequence_leaves(NOW)
        EvidenceLog.objects.filter(id=1).update(size=before.size, root=before.root)
        assert verify_log().holds
        sequence_leaves(NOW)
        assert EvidenceLog.objects.get(id=1).size == 6

    def test_lost_files_are_made_again_with_the_same_root(self, logged):
        before = latest_checkpoint()
        folder().rename(folder().with_name("moved-away"))
        EvidenceLog.objects.filter(id=1).update(size=5)
        write_leaf()
        sequence_leaves(NOW)
        assert latest_checkpoint().size == 6
        old = tile_files.reading(EvidenceLog.objects.get(id=1), 6).consistency(5)
        now = parse_checkpoint(latest_checkpoint().text)
        assert tree.extends(suite("gm"), 5, bytes.fromhex(before.root), 6, now.root, old)
        assert verify_log().holds

    def test_lost_files_are_not_made_of_other_rows(self, logged):
        folder().rename(folder().with_name("moved-too"))
        meddle("UPDATE ledger_leaf SET content = 'forged' WHERE sequence = 2")
        write_leaf()
        with pytest.raises(LogForked):
            sequence_leaves(NOW)
        assert latest_checkpoint().size == 0

    def test_a_database_from_an_older_backup_is_refused_in_words(self, logged):
        meddle("DELETE FROM ledger_leaf WHERE sequence > 2")
        EvidenceLog.objects.filter(id=1).update(placed=3, size=3)
        write_leaf("case_new")
        with pytest.raises(LogForked) as refusal:
            sequence_leaves(NOW)
        assert "5" in refusal.value.message.zh
        assert "3" in refusal.value.message.en
        assert Leaf.objects.get(about="case_new").sequence is None
        assert latest_checkpoint().size == 5

    def test_other_rows_at_signed_places_are_not_signed_over(self, logged):
        meddle("UPDATE ledger_leaf SET content = 'other' WHERE sequence = 4")
        write_leaf()
        with pytest.raises(LogForked):
            sequence_leaves(NOW)
        assert latest_checkpoint().size == 5

    def test_a_row_that_had_its_place_and_is_gone_is_named(self, logged, monkeypatch):
        write_leaf()
        monkeypatch.setattr(sequencer, "_catch_up", lambda: None)
        sequence_leaves(NOW)
        monkeypatch.undo()
        meddle("DELETE FROM ledger_leaf WHERE sequence = 5")
        with pytest.raises(LogForked) as refusal:
            sequence_leaves(NOW)
        assert "5" in refusal.value.message.en

    def test_damaged_files_are_refused_with_the_mend(self, logged):
        path = folder() / "tile/0/000.p/5"
        path.write_bytes(path.read_bytes()[:-1])
        write_leaf()
        with pytest.raises(LogUnusable):
            sequence_leaves(NOW)


class TestProofs:
    def test_every_leaf_proves_itself(self, logged):
        key = parse_key(log_identity().key)
        for place, receipt in enumerate(logged):
            proof = inclusion_proof(SYSTEM, receipt.leaf_id)
            note = parse_checkpoint(proof.checkpoint)
            assert note.signed_by(key)
            assert (proof.index, proof.leaf_hash.hex()) == (place, receipt.digest)
            assert tree.includes(
                suite("gm"), proof.leaf_hash, place, note.size, proof.path, note.root
            )

    def test_what_waits_is_none_or_another_s_has_no_proof_to_show(self, logged):
        waiting = write_leaf()
        for leaf_id in (waiting.leaf_id, "leaf_none"):
            with pytest.raises(NotYetLogged):
                inclusion_proof(SYSTEM, leaf_id)
        with pytest.raises(EvidenceNotShown):
            inclusion_proof(PERSON, logged[0].leaf_id)

    def test_a_damaged_log_gives_no_proof(self, logged):
        (folder() / "tile/0/000.p/5").unlink()
        with pytest.raises(LogUnusable):
            inclusion_proof(SYSTEM, logged[0].leaf_id)

    def test_tiles_are_public_and_entries_are_not(self, logged):
        nobody = Actor.anonymous()
        assert len(log_tile(nobody, "tile/0/000.p/5") or b"") == 5 * 32
        assert log_tile(SYSTEM, "tile/entries/000.p/5")
        with pytest.raises(EvidenceNotShown):
            log_tile(nobody, "tile/entries/000.p/5")
        for bad in (
            "checkpoint", "tile/0/000", "tile/0/../../checkpoint", "/etc/passwd", "tile/0/000.p",
            "tile/0/000.p/5/x", "tile/0/000.p/5\n", "tile/٠/000.p/5", "", "tile/0/000.p/..",
        ):  # fmt: skip
            assert log_tile(SYSTEM, bad) is None, bad


class TestPromises:
    def test_one_signature_promises_what_one_act_recorded(self, django_assert_num_queries):
        key = parse_key(log_identity().key)
        receipts = [write_leaf(f"case_{number}") for number in range(3)]
        with django_assert_num_queries(1):
            promises = promise_for(receipts, NOW)
        for receipt, given in zip(receipts, promises, strict=True):
            leaf = bytes.fromhex(receipt.digest)
            assert given.holds_for(suite("gm"), leaf, key.public)
            assert (given.origin, given.at) == (key.name, int(NOW.timestamp()))
        assert len({given.signature for given in promises}) == 1
        assert promise_for([], NOW) == ()

    def test_leaves_of_another_suite_are_promised_under_the_log_s(self, settings):
        log_identity()
        settings.TRUST_SUITE = "intl"
        receipt = write_leaf()
        (given,) = promise_for([receipt], NOW)
        content = bytes(Leaf.objects.get(leaf_id=receipt.leaf_id).content)
        key = parse_key(log_identity().key)
        leaf = tree.leaf_hash(suite("gm"), content)
        assert given.holds_for(suite("gm"), leaf, key.public)
        sequence_leaves(NOW)
        assert inclusion_proof(SYSTEM, receipt.leaf_id).leaf_hash == leaf
        assert verify_log().holds


def test_the_international_suite_signs_with_its_own_key(settings):
    settings.TRUST_SUITE = "intl"
    write_leaf()
    sequence_leaves(NOW)
    assert parse_checkpoint(latest_checkpoint().text).signed_by(parse_key(log_identity().key))
    assert verify_log().holds
