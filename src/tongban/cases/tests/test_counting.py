"""Counting cases by state, and narrowing a queue to one colour of the clock."""

from __future__ import annotations

import pytest

from tongban.cases.api import (
    CaseState,
    Light,
    Reach,
    accept_case,
    case_counts,
    desk_queue,
    light_counts,
)
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    INSTANT,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
    working_days,
)
from tongban.kernel.actor import Actor, Duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def test_each_reader_counts_what_it_oversees():
    submit(a_resident(), INSTANT)
    submit(a_resident(), COMMITTED)
    everything = {CaseState.APPROVED: 1, CaseState.SUBMITTED: 1}
    elsewhere = {"region": "990202", "name": "b"}
    assert case_counts(an_officer()) == everything
    assert case_counts(an_officer(Duty.SUPERVISOR, **elsewhere)) == everything
    assert case_counts(Actor.system("console")) == everything
    assert case_counts(an_officer(Duty.WINDOW_CLERK, **elsewhere)) == {}
    assert case_counts(a_resident()) == {}
    assert case_counts(Actor.anonymous()) == {}


@pytest.mark.parametrize(("days", "light"), [(0, Light.GREEN), (5, Light.YELLOW), (6, Light.RED)])
def test_a_queue_can_be_narrowed_to_one_colour(days: int, light: Light):
    officer = an_officer()
    given = submit(a_resident(), COMMITTED)
    accept_case(actor=officer, case_id=given.id, expected_version=given.version, now=NOW)
    then = NOW + working_days(days)
    for colour in Light:
        page = desk_queue(officer, light=colour, now=then)
        assert [row.light for row in page.items] == [light] * (colour is light)
    reaches = [Reach(AGENCY, "", "990100"), Reach("", "public-security", "990000")]
    counted = light_counts(officer, reaches, then)
    assert [(each.region, each.light, each.count) for each in counted] == [("990102", light, 1)]
    for nothing in ([Reach("", "health", "990000")], [Reach("", "", "990200")], []):
        assert light_counts(officer, nothing, then) == ()
    assert light_counts(a_resident(), reaches, then) == ()
