from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.codes.resident_id import make
from tongban.ledger.domain.leaf import FactsCarryPersonalData, actor_reference, build_leaf
from tongban.ledger.tests.factories import NOW, PERSON
from tongban_trust.canonical import NotCanonical
from tongban_trust.commit import opens
from tongban_trust.suites import suite
from tongban_trust.tlog.tree import leaf_hash


def build(**more):
    arguments = {
        "leaf_id": "leaf_1",
        "kind": "case.accepted",
        "about": "case_1",
        "facts": {"days": 5},
        "actor": PERSON,
        "at": NOW,
        "sealed": {},
        "suite": suite("gm"),
    }
    return build_leaf(**(arguments | more))


def test_a_leaf_says_who_did_what_to_what_and_when():
    leaf = build()
    said = json.loads(leaf.content)
    assert said == {
        "about": "case_1",
        "actor": "person:acct_1",
        "at": "2026-11-23T02:30:00.000000+00:00",
        "channel": "pc",
        "commitments": {},
        "facts": {"days": 5},
        "id": "leaf_1",
        "kind": "case.accepted",
        "posts": [],
        "suite": "gm",
        "v": 1,
    }
    assert leaf.digest == leaf_hash(suite("gm"), leaf.content)


def test_a_name_or_sealed_value_never_enters_the_bytes():
    leaf = build(sealed={"name": "欧阳·某某"})
    assert "某某" not in leaf.content.decode()
    committed = bytes.fromhex(json.loads(leaf.content)["commitments"]["name"])
    assert opens(suite("gm"), committed, "欧阳·某某".encode(), leaf.openings["name"].salt)
    assert not opens(suite("gm"), committed, "别人".encode(), leaf.openings["name"].salt)


def test_the_same_value_twice_gives_commitments_nobody_can_link():
    first, second = build(sealed={"name": "某某"}), build(sealed={"name": "某某"})
    assert first.openings["name"].digest != second.openings["name"].digest


def test_only_programs_are_named():
    assert actor_reference(Actor.system("worker")) == "service:worker"
    assert actor_reference(Actor.anonymous()) == "anonymous:-"
    agent = Actor(kind=ActorKind.FIRM_AGENT, account_id="acct_2", on_behalf_of="subj_9", name="张")
    assert actor_reference(agent) == "firm-agent:acct_2 for subj_9"


@pytest.mark.parametrize("number", [make("990102", date(1990, 1, 1), 1), "19900001234"])
def test_a_personal_number_cannot_become_evidence(number):
    with pytest.raises(FactsCarryPersonalData):
        build(facts={"note": f"办理人 {number}"})
    assert build(sealed={"number": number})


def test_floats_and_naive_moments_are_refused():
    with pytest.raises(NotCanonical):
        build(facts={"fee": 1.5})
    with pytest.raises(ValueError, match="time zone"):
        build(at=datetime(2026, 11, 23))  # noqa: DTZ001


def test_a_leaf_fits_into_one_entry_of_the_log():
    with pytest.raises(ValueError, match="digest"):
        build(facts={"note": "字" * 22_000})
