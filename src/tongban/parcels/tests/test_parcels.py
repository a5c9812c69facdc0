"""A granted result by post: who may, once, followed to the door, and the clock of ten days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.cases.api import accept_case, case, decide_case
from tongban.cases.tests.factories import (
    COMMITTED,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.jobs.api import drain
from tongban.kernel.actor import Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about
from tongban.parcels.api import (
    COURIER,
    Addressee,
    AddressNotComplete,
    CourierTwin,
    NotYourParcel,
    ParcelNotFound,
    ParcelState,
    PostNotPossible,
    ask_for_post,
    connect_courier,
    follow_parcel,
    follow_parcels,
    parcels_of_case,
    send_parcel,
    twin_scans,
)
from tongban.parcels.models import Parcel, ParcelStep, TwinShipment

pytestmark = pytest.mark.django_db
HOME = Addressee("林示例", "19900001001", "安和市明德区学府路36号")
ELSEWHERE = Addressee("林示例", "19900001001", "安和市明德区学府路9号")


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def granted(me) -> str:
    return submit(me).id


def asked(me, case_id: str, to: Addressee = HOME):
    return ask_for_post(actor=me, case_id=case_id, to=to, courier=COURIER, now=NOW)


def scanned(parcel, times: int = 1, *, returned: bool = False) -> None:
    for _ in range(times):
        assert twin_scans(waybill(parcel), returned=returned, now=NOW)
    follow_parcel(parcel.id, NOW)


def waybill(parcel) -> str:
    return Parcel.objects.get(id=parcel.id).waybill


def test_a_result_goes_from_the_desk_to_the_door_once():
    me, clerk = a_resident(), an_officer()
    case_id = granted(me)
    first = asked(me, case_id)
    assert asked(me, case_id, ELSEWHERE).id == first.id, "before it is sent the address may change"
    (seen,) = parcels_of_case(clerk, case_id)
    assert (seen.to.name, seen.to.address) == ("林**", "安和市明德区******")
    for _ in range(2):
        assert send_parcel(actor=clerk, parcel_id=first.id, now=NOW).state is (
            ParcelState.HANDED_OVER
        )
    drain(NOW)
    assert waybill(first).startswith("DEMO")
    with pytest.raises(PostNotPossible):
        asked(me, case_id)
    scanned(first, 3)
    assert follow_parcels(NOW + timedelta(minutes=4)) == 0, "asked about a moment ago"
    scanned(first)
    assert not follow_parcel(first.id, NOW), "nothing new"
    (mine,) = parcels_of_case(me, case_id)
    assert (mine.state, mine.to.address) == (ParcelState.DELIVERED, ELSEWHERE.address)
    assert ParcelStep.objects.count() == 4


def test_one_that_came_back_can_be_asked_for_again():
    me, clerk = a_resident(), an_officer()
    case_id = granted(me)
    first = asked(me, case_id)
    send_parcel(actor=clerk, parcel_id=first.id, now=NOW)
    drain(NOW)
    scanned(first, returned=True)
    assert asked(me, case_id, ELSEWHERE).id != first.id


def test_a_late_word_about_a_delivered_parcel_is_kept_and_told_to_nobody():
    me, clerk = a_resident(), an_officer()
    parcel = asked(me, granted(me))
    send_parcel(actor=clerk, parcel_id=parcel.id, now=NOW)
    drain(NOW)
    scanned(parcel, 4)
    told = len(leaves_about(me, parcel.id))
    shipment = TwinShipment.objects.get()
    shipment.scans = [*shipment.scans, ("RETURN", NOW.isoformat())]
    shipment.save()
    assert not follow_parcel(parcel.id, NOW + timedelta(days=1))
    (mine,) = parcels_of_case(me, parcel.case_id)
    assert (mine.state, mine.ended_at, len(mine.steps)) == (ParcelState.DELIVERED, NOW, 5)
    assert len(leaves_about(me, parcel.id)) == told


def test_a_silent_courier_is_asked_again_and_loses_nothing(monkeypatch: pytest.MonkeyPatch):
    me, clerk = a_resident(), an_officer()
    parcel = asked(me, granted(me))
    monkeypatch.setattr("tongban.parcels.ports._couriers", {})
    send_parcel(actor=clerk, parcel_id=parcel.id, now=NOW)
    with pytest.raises(Exception, match="demo-courier"):
        drain(NOW)
    connect_courier(CourierTwin())
    drain(NOW)
    assert waybill(parcel)


def test_a_parcel_signed_for_ends_the_clock_of_a_result_on_paper(monkeypatch: pytest.MonkeyPatch):
    me, clerk = a_resident(), an_officer()
    monkeypatch.setattr("tongban.cases.actions.decide_case.issue_result", lambda *a, **k: None)
    accepted = do(accept_case, clerk, submit(me, COMMITTED))
    cited = (ArticleRef.parse(LAW),)
    given = do(decide_case, clerk, accepted, approve=True, opinion="符合条件", articles=cited)
    assert given.clock.deliver_by is not None
    parcel = asked(me, given.id)
    send_parcel(actor=clerk, parcel_id=parcel.id, now=NOW)
    drain(NOW)
    scanned(parcel, 4)
    after = case(me, given.id, NOW)
    assert (after.clock.deliver_by, after.clock.delivered_at) == (None, NOW)
    assert waybill(parcel) in after.steps[-1].detail.zh


@pytest.mark.parametrize("to", [
    Addressee("", "19900001001", HOME.address), Addressee("林", "x", HOME.address),
    Addressee("林", "19900001001", "三号"), Addressee("林" * 61, "19900001001", HOME.address),
])  # fmt: skip
def test_an_address_that_will_not_do_is_refused(to):
    me = a_resident()
    case_id = granted(me)
    with pytest.raises(AddressNotComplete):
        asked(me, case_id, to)


def test_nobody_else_asks_or_sends():
    me = a_resident()
    case_id = granted(me)
    clerk = an_officer()
    with pytest.raises(ParcelNotFound):
        asked(clerk, case_id)
    parcel = asked(me, case_id)
    with pytest.raises(NotYourParcel):
        send_parcel(actor=me, parcel_id=parcel.id, now=NOW)
    with pytest.raises(ParcelNotFound):
        send_parcel(actor=an_officer(Duty.REVIEWER), parcel_id="parcel_x", now=NOW)
