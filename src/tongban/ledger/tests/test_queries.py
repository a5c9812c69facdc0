from __future__ import annotations

import pytest

from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.ledger.api import leaves_about
from tongban.ledger.tests.factories import PERSON, SYSTEM, officer, write_leaf

pytestmark = pytest.mark.django_db


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
