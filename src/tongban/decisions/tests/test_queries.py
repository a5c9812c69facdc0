"""Published tables: versions, receipts, replay years later."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.decisions.api import (
    FactSource,
    Outcome,
    SwitchNotForYou,
    SwitchReasonMissing,
    TableNotFound,
    decide,
    decision_table,
    replay,
    resume_table,
    stop_table,
    switches,
    table_in_force,
)
from tongban.decisions.tests.factories import ENDORSEMENT, NOW, SYSTEM, publish_table, table_file
from tongban.elements.api import publish_elements
from tongban.elements.tests.factories import an_element
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
CODE = "residence-permit-endorsement"
FACTS = {
    "person.permit_status": "valid",
    "person.permit_valid_until": "2026-12-01",
    "person.insured_months": 14,
}
SOURCES = {element: FactSource("police-register") for element in FACTS}


@pytest.fixture(autouse=True)
def _a_house_to_decide_in() -> None:
    a_calendar()
    elements = [
        an_element("person.permit_status", source=None),
        an_element("person.permit_valid_until", "date", source=None),
        an_element("person.insured_months", "number", source=None),
    ]
    publish_elements(actor=SYSTEM, entries=elements, release="rel_test", now=NOW)


def test_a_published_table_decides_with_its_digest():
    publish_table(table_file())
    receipt = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    assert receipt.outcome is Outcome.PASS
    assert receipt.table_version == 1
    assert receipt.table_digest == decision_table(CODE).digest
    assert receipt.engine_version.startswith("zen-engine ")
    assert replay(receipt)


def test_a_silent_source_is_named_as_people_know_it():
    publish_table(table_file())
    known = {k: v for k, v in FACTS.items() if k != "person.insured_months"}
    receipt = decide(table_code=CODE, facts=known, sources=SOURCES, now=NOW)
    assert "person.insured_months" in receipt.reasons[0].text.zh  # the element's name in tests


def test_today_is_the_civil_date_of_the_jurisdiction():
    publish_table(table_file())
    late_evening_utc = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    receipt = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=late_evening_utc)
    assert receipt.decided_on == "2026-11-24"


def test_a_changed_table_is_a_new_version_and_old_receipts_still_replay():
    publish_table(table_file())
    receipt = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    rows = copy.deepcopy(ENDORSEMENT["rows"])
    rows[2]["when"] = "insured_months < 20"
    publish_table(table_file(rows=rows))
    again = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    assert (again.table_version, again.outcome) == (2, Outcome.TO_PERSON)
    assert replay(receipt)
    assert replay(again)


def test_publishing_the_same_table_twice_changes_nothing():
    publish_table(table_file())
    publish_table(table_file())
    assert decision_table(CODE).version == 1
    leaves = leaves_about(SYSTEM, f"decision-table:{CODE}")
    assert [leaf.facts["version"] for leaf in leaves] == [1]


def test_a_doctored_receipt_does_not_replay():
    publish_table(table_file())
    receipt = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    low = replace(receipt.inputs[2], value=3)
    assert not replay(replace(receipt, inputs=(*receipt.inputs[:2], low)))
    assert not replay(replace(receipt, table_digest="0" * 64))


def test_a_compiled_table_costs_one_look_at_its_version():
    publish_table(table_file())
    decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        table_in_force(CODE)
    assert len(seen) == 1


def test_an_unknown_table_is_refused():
    with pytest.raises(TableNotFound):
        decide(table_code="no-such-table", facts={}, sources={}, now=NOW)


def a_keeper(*duties: Duty) -> Actor:
    post = Post("post_k", "11990000MB0000001X", "digital", "990000", frozenset(duties))
    return Actor(
        kind=ActorKind.OFFICER, subject_id="subj_k", account_id="acct_k", posts=(post,),
        assurance=Assurance.L5,
    )  # fmt: skip


def test_the_kill_switch_hands_every_case_to_a_person_at_once_and_its_receipts_replay():
    publish_table(table_file())
    passed = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    keeper = a_keeper(Duty.SUPERVISOR)
    for _ in range(2):
        stop_table(actor=keeper, table_code=CODE, reason="抽查发现差错", now=NOW)
    assert table_in_force(CODE).stopped
    held = decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW)
    assert held.outcome is Outcome.TO_PERSON
    assert [reason.row for reason in held.reasons] == ["engine-stopped"]
    assert switches(keeper)[0].stopped_at == NOW
    resume_table(actor=keeper, table_code=CODE, reason="已改正", now=NOW)
    assert decide(table_code=CODE, facts=FACTS, sources=SOURCES, now=NOW) == passed
    assert replay(held)
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, f"table:{CODE}")]
    assert kinds.count("decisions.table-stopped") == kinds.count("decisions.table-resumed") == 1


def test_the_kill_switch_needs_a_post_a_reason_and_a_table():
    publish_table(table_file())
    with pytest.raises(SwitchNotForYou):
        stop_table(actor=a_keeper(Duty.APPROVER), table_code=CODE, reason="停", now=NOW)
    with pytest.raises(SwitchNotForYou):
        switches(a_keeper(Duty.REVIEWER))
    with pytest.raises(SwitchReasonMissing):
        stop_table(actor=a_keeper(Duty.OPERATOR), table_code=CODE, reason=" ", now=NOW)
    with pytest.raises(TableNotFound):
        stop_table(actor=a_keeper(Duty.OPERATOR), table_code="none", reason="停", now=NOW)
    assert not table_in_force(CODE).stopped
