"""What an institution delivered is handed in by its client, once and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.cases.api import (
    CaseNotFound,
    MaterialsMissing,
    MaterialWay,
    case,
    request_correction,
    supply_correction,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    NOW,
    a_house,
    a_resident,
    an_officer,
    defect,
    do,
    publish_site_item,
    submit,
)
from tongban.files.api import read_blob
from tongban.intermediaries.api import (
    CommissionView,
    accept_commission,
    commission_service,
    deliver_commission,
    deliveries_for,
    deliveries_in,
)
from tongban.intermediaries.tests.factories import (
    SURVEY,
    a_result,
    an_institution,
    publish_services,
)
from tongban.kernel.actor import Actor, Channel

pytestmark = pytest.mark.django_db
ANSWERS = {"phone": "19900001234", "wish": "150.60,20.52"}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_site_item(monkeypatch)
    publish_services(material="report")


def delivered_to(client: Actor, firm: Actor) -> CommissionView:
    asked = commission_service(
        actor=client, service_code=SURVEY, institution_id=firm.on_behalf_of or "", case_id="",
        brief="测量厂房", token="token-1", now=NOW,
    )  # fmt: skip
    accept_commission(actor=firm, commission_id=asked.id, now=NOW)
    assert deliveries_for(client, COMMITTED) == (), "nothing is offered before it is there"
    return deliver_commission(actor=firm, commission_id=asked.id, blob_id=a_result(firm), now=NOW)


def apply_with(me: Actor, blob_id: str):
    return submit(
        me, COMMITTED, item_version=2, answers=ANSWERS, material_blobs={"report": blob_id}
    )


def test_a_delivered_file_is_offered_handed_in_and_named_to_the_office():
    me, firm, officer = a_resident(), an_institution(), an_officer()
    done = delivered_to(me, firm)
    (offer,) = deliveries_for(me, COMMITTED)
    assert (offer.material, offer.blob_id, offer.sha256) == ("report", done.blob_id, done.sha256)
    assert offer.institution_name == done.institution_name
    assert deliveries_for(me, INSTANT) == ()
    known = apply_with(me, offer.blob_id)
    (one,) = known.materials
    assert (one.way, one.reference, one.digest) == (
        MaterialWay.INSTITUTION, done.blob_id, done.sha256
    )  # fmt: skip
    assert one.way.is_file
    assert [line.commission_id for line in deliveries_in(officer, known.id)] == [done.id]
    assert read_blob(officer, one.reference, granted=True).startswith(b"%PDF-")
    with pytest.raises(CaseNotFound):
        deliveries_in(a_resident(), known.id)


def test_nobody_hands_in_what_was_delivered_to_somebody_else_or_for_something_else():
    me, firm, other = a_resident(), an_institution(), a_resident()
    done = delivered_to(me, firm)
    for stranger in (other, an_officer(), Actor.anonymous(), replace(me, channel=Channel.PHONE)):
        assert deliveries_for(stranger, COMMITTED) == ()
    with pytest.raises(MaterialsMissing) as refused:
        apply_with(other, done.blob_id)
    (problem,) = refused.value.every_problem
    assert (problem.where, problem.code) == ("material:report", "cases.material_unreadable")
    with pytest.raises(MaterialsMissing):
        apply_with(me, a_result(an_institution()))  # a file there is, never delivered


def test_a_correction_takes_it_too():
    me, firm, officer = a_resident(), an_institution(), an_officer()
    done = delivered_to(me, firm)
    known = apply_with(me, a_result(replace(firm, on_behalf_of=None, subject_id=me.subject_id)))
    assert known.materials[0].way is MaterialWay.UPLOAD
    do(request_correction, officer, case(officer, known.id, NOW), defects=(defect("report"),))
    again = do(
        supply_correction, me, case(me, known.id, NOW), answers={},
        material_blobs={"report": done.blob_id},
    )  # fmt: skip
    assert again.materials[0].way is MaterialWay.INSTITUTION
