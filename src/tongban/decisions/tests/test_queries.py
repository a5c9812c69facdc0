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
    TableNotFound,
    decide,
    decision_table,
    replay,
    table_in_force,
)
from tongban.decisions.tests.factories import ENDORSEMENT, NOW, SYSTEM, publish_table, table_file
from tongban.elements.api import publish_elements
from tongban.elements.tests.factories import an_element
from tongban.jurisdiction.tests.factories import a_calendar
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
