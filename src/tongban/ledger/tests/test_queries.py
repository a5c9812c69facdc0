from __future__ import annotations

import pytest
from django.db import connection

from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.ledger import queries
from tongban.ledger.api import chain_head, leaves_about, sequence_leaves, verify_chain
from tongban.ledger.tests.factories import NOW, PERSON, SYSTEM, officer, write_leaf

pytestmark = pytest.mark.django_db


def meddle(statement: str) -> None:
    """Change evidence as someone with full power over the database could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_leaf DISABLE TRIGGER ledger_leaf_append_only")
        cursor.execute(statement)


@pytest.fixture
def chained():
    receipts = [write_leaf(f"case_{number}") for number in range(1, 6)]
    sequence_leaves(NOW)
    return receipts


class TestVerifyChain:
    def test_an_empty_ledger_holds(self):
        verdict = verify_chain()
        assert (verdict.holds, verdict.size, verdict.unsequenced) == (True, 0, 0)
        assert verdict.digest == chain_head().digest

    def test_a_whole_chain_holds_and_counts_what_waits(self, chained):
        write_leaf()
        verdict = verify_chain()
        assert (verdict.holds, verdict.size, verdict.unsequenced) == (True, 5, 1)
        assert verdict.digest == chain_head().digest

    @pytest.mark.parametrize(
        ("statement", "fault", "sequence"),
        [
            ("UPDATE ledger_leaf SET content = 'x' WHERE sequence = 3", "altered", 3),
            ("UPDATE ledger_leaf SET about = 'case_9' WHERE sequence = 2", "altered", 2),
            ("UPDATE ledger_leaf SET actor = 'service:me' WHERE sequence = 4", "altered", 4),
            ("UPDATE ledger_leaf SET at = at + interval '1 day' WHERE sequence = 1", "altered", 1),
            ("DELETE FROM ledger_leaf WHERE sequence = 2", "dropped", 2),
            ("DELETE FROM ledger_leaf WHERE sequence > 3", "cut-short", 4),
            ("DELETE FROM ledger_leaf", "cut-short", 1),
            ("UPDATE ledger_leaf SET chain_digest = 'x' WHERE sequence = 5", "reordered", 5),
            ("UPDATE ledger_leaf SET sequence = 6 WHERE sequence = 5", "dropped", 5),
            ("UPDATE ledger_head SET size = 4", "added", 5),
            ("DELETE FROM ledger_head", "added", 1),
        ],
    )
    def test_the_first_fault_is_named(self, chained, statement, fault, sequence):
        meddle(statement)
        verdict = verify_chain()
        assert not verdict.holds
        assert (verdict.fault, verdict.fault_sequence) == (fault, sequence)
        assert verdict.message is not None
        assert str(sequence) in verdict.message.zh
        if fault in ("altered", "reordered", "added"):
            assert verdict.fault_leaf_id == chained[sequence - 1].leaf_id

    def test_leaves_sequenced_during_the_check_do_not_disturb_it(self, chained, monkeypatch):
        honest = queries._columns_agree

        def meanwhile(row):
            if row.sequence == 3:
                write_leaf("case_meanwhile")
                assert sequence_leaves(NOW) == 1
            return honest(row)

        monkeypatch.setattr(queries, "_columns_agree", meanwhile)
        verdict = verify_chain()
        assert (verdict.holds, verdict.size) == (True, 5)
        monkeypatch.undo()
        assert verify_chain().size == 6

    def test_two_leaves_that_changed_places_are_found(self, chained):
        meddle(
            "UPDATE ledger_leaf AS leaf SET sequence = -other.sequence,"
            " chain_digest = other.chain_digest FROM ledger_leaf AS other"
            " WHERE (leaf.sequence, other.sequence) IN ((2, 3), (3, 2))"
        )
        meddle("UPDATE ledger_leaf SET sequence = -sequence WHERE sequence < 0")
        verdict = verify_chain()
        assert (verdict.fault, verdict.fault_sequence) == ("reordered", 2)
        assert verdict.fault_leaf_id == chained[2].leaf_id


class TestLeavesAbout:
    def test_oldest_first_without_personal_values(self):
        write_leaf(facts={"n": 1})
        write_leaf(facts={"n": 2}, sealed={"name": "某某"}, subject_id="subj_1")
        write_leaf("case_2")
        views = leaves_about(SYSTEM, "case_1")
        assert [view.facts["n"] for view in views] == [1, 2]
        assert views[1].sealed_names == ("name",)
        assert "某某" not in repr(views)

    def test_who_sees_what(self):
        write_leaf(subject_id="subj_1")
        write_leaf(actor=officer())
        write_leaf()
        agent = Actor(kind=ActorKind.FIRM_AGENT, account_id="acct_3", on_behalf_of="subj_1")
        stranger = Actor(kind=ActorKind.PERSON, subject_id="subj_7", account_id="acct_7")
        expected = [
            (SYSTEM, 3),
            (officer(Duty.SUPERVISOR), 3),
            (officer(Duty.OPERATOR), 3),
            (PERSON, 1),
            (agent, 1),
            (officer(Duty.REVIEWER), 1),
            (stranger, 0),
            (Actor.anonymous(), 0),
        ]
        for actor, count in expected:
            assert len(leaves_about(actor, "case_1")) == count, actor
