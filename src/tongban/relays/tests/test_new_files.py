"""Sent back, and sent again with what the person brought since: the first stays on record."""

from __future__ import annotations

from io import BytesIO

import pytest

from tongban.cases.api import MaterialsMissing, case
from tongban.cases.tests.factories import NOW, a_house, an_officer
from tongban.files.api import store_upload
from tongban.kernel.actor import Actor
from tongban.reception.api import (
    Device,
    Presented,
    SeenBy,
    SignatureTabletTwin,
    connect_device,
)
from tongban.reception.tests.factories import seen
from tongban.relays.api import (
    NotThePerson,
    RelayState,
    RelayView,
    StepNotNow,
    confirm_receipt,
    recipient,
    relay,
    send_again,
    send_back,
)
from tongban.relays.tests.factories import a_collector, collected, two_towns

pytestmark = pytest.mark.django_db
PLAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    two_towns()
    connect_device(Device.SIGNATURE_TABLET, SignatureTabletTwin())


def a_file(clerk: Actor, made: RelayView, shown: Presented, words: bytes) -> str:
    """What the person brought, kept as theirs."""
    person = recipient(clerk=clerk, relay_id=made.id, presented=shown, now=NOW)
    kept = store_upload(
        actor=person, filename="plan.pdf", declared_type="application/pdf",
        stream=BytesIO(PLAN + words), purpose="case-material", now=NOW,
    )  # fmt: skip
    return kept.id


def test_sent_back_it_goes_again_with_the_files_she_brought_since():
    clerk, home = a_collector(), an_officer()
    made = collected(clerk)
    stranger = Presented("别人", seen().number, SeenBy.EYE)
    with pytest.raises(NotThePerson):
        a_file(clerk, made, stranger, b"")
    plan, photo = (a_file(clerk, made, seen(), words) for words in (b"% plan", b"% photo"))
    again = {"actor": clerk, "relay_id": made.id, "words": "已补平面图", "now": NOW}
    arrived = confirm_receipt(actor=home, relay_id=collected(clerk).id, now=NOW)
    with pytest.raises(StepNotNow):
        send_again(
            **again | {"relay_id": arrived.id}, presented=seen(), material_blobs={"plan": plan}
        )
    send_back(actor=home, relay_id=made.id, reason="缺平面图", now=NOW)
    for shown in (None, stranger):
        with pytest.raises(NotThePerson):
            send_again(**again, presented=shown, material_blobs={"plan": plan})
    for wrong in ({"no-such": plan}, {"plan": "blob_of_nobody"}):
        with pytest.raises(MaterialsMissing):
            send_again(**again, presented=seen(), material_blobs=wrong)
    assert relay(clerk, made.id, NOW).state is RelayState.CAME_BACK
    sent = send_again(**again, presented=seen(), material_blobs={"plan": plan})
    assert send_again(**again, presented=seen(), material_blobs={"photo": photo}) == sent
    assert [one.name.zh for one in sent.collected] == ["申请人签名页"], "the first stays"
    (more,) = sent.amended
    known = case(home, made.case_id, NOW)
    digest = next(one.digest for one in known.materials if one.code == "plan")
    assert (more.leg, [(one.name.zh, one.sha256) for one in more.passed]) == (
        2, [("平面图", digest)],
    )  # fmt: skip
    assert known.signature is not None
    signed = known.signature
    assert (signed.valid, signed.corrected_since) == (True, True), "she signed what she signed"
    assert confirm_receipt(actor=home, relay_id=made.id, now=NOW).state is RelayState.WITH_HOME


def test_files_twice_changed_are_each_on_the_receipt_of_their_sending():
    clerk, home = a_collector(), an_officer()
    made = collected(clerk)
    for words in (b"% one", b"% two"):
        send_back(actor=home, relay_id=made.id, reason="看不清", now=NOW)
        blobs = {"plan": a_file(clerk, made, seen(), words)}
        made = send_again(
            actor=clerk, relay_id=made.id, words="换了", presented=seen(), material_blobs=blobs,
            now=NOW,
        )  # fmt: skip
    first, second = made.amended
    assert (first.leg, second.leg, len(first.passed), len(second.passed)) == (2, 3, 1, 1)
    assert first.passed[0].sha256 != second.passed[0].sha256
    came = [one.kind for one in case(home, made.case_id, NOW).steps].count("AmendedAfar")
    assert came == 2
