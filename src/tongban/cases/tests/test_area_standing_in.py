"""Whoever builds in an assessed zone brings no report; outside, late or withdrawn it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tongban.cases.api import MaterialsMissing, MaterialWay
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    publish_site_item,
    submit,
)
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about
from tongban.zones.api import (
    AlreadyWithdrawn,
    AssessmentUnknown,
    NotYourZone,
    ReasonMissing,
    assessment,
    assessment_for,
    withdraw_assessment,
    zone,
    zones,
)
from tongban.zones.tests.factories import a_zone

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "150.45,20.52; 150.46,20.52; 150.46,20.53", "150.45,20.52; 150.60,20.52"
NUMBER = "QYPG-2026-01"
LAST_DAY = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)  # a minute before midnight in Shanghai


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_site_item(monkeypatch)
    a_zone(AGENCY, NUMBER, LAW)


def apply(me: Actor, site: str, now: datetime = NOW):
    return submit(
        me, COMMITTED, item_version=2, answers={"phone": "19900001234", "wish": site}, now=now
    )


def test_in_the_zone_the_report_is_not_asked_and_the_use_is_on_record():
    known = apply(a_resident(), INSIDE)
    (one,) = [m for m in known.materials if m.code == "report"]
    assert (one.way, one.reference) == (MaterialWay.ZONE, NUMBER)
    assert assessment(NUMBER, NOW).uses == 1
    assert zones(NOW)[0].assessments[0].uses == 1
    (leaf,) = leaves_about(Actor.system("tests"), NUMBER)
    assert leaf.kind == "zones.assessment-used"


@pytest.mark.parametrize(
    ("site", "now"),
    [(OUTSIDE, NOW), ("看图", NOW), (INSIDE, LAST_DAY + timedelta(minutes=2))],
)
def test_outside_unreadable_or_over_it_is_asked_as_usual(site: str, now: datetime):
    with pytest.raises(MaterialsMissing) as refused:
        apply(a_resident(), site, now)
    assert [one.where for one in refused.value.problems] == ["material:report"]
    assert assessment(NUMBER, now).uses == 0


def test_to_the_last_minute_of_the_last_day_it_stands():
    assert assessment_for("geology", INSIDE, LAST_DAY) is not None
    assert assessment_for("soil", INSIDE, LAST_DAY) is None


def test_withdrawn_it_is_asked_again_and_who_relied_on_it_sees_so():
    me, keeper = a_resident(), an_officer(Duty.APPROVER)
    apply(me, INSIDE)
    for officer in (me, an_officer(Duty.REVIEWER), an_officer(agency_code="other", name="b")):
        with pytest.raises(NotYourZone):
            withdraw_assessment(actor=officer, number=NUMBER, reason="滑坡", now=NOW)
    with pytest.raises(ReasonMissing):
        withdraw_assessment(actor=keeper, number=NUMBER, reason=" ", now=NOW)
    with pytest.raises(AssessmentUnknown):
        withdraw_assessment(actor=keeper, number="none", reason="滑坡", now=NOW)
    gone = withdraw_assessment(actor=keeper, number=NUMBER, reason="滑坡", now=NOW)
    assert (gone.in_force, gone.reason, gone.uses) == (False, "滑坡", 1)
    assert not zone("park", NOW).assessments[0].in_force
    with pytest.raises(AlreadyWithdrawn):
        withdraw_assessment(actor=keeper, number=NUMBER, reason="滑坡", now=NOW)
    with pytest.raises(MaterialsMissing):
        apply(a_resident(), INSIDE)
