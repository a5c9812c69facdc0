"""The window, by machine: begun, signed page kept, handed in once, or left and ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tongban.cases.tests.factories import COMMITTED, a_house, a_resident
from tongban.reception.api import (
    Device,
    RatingTabletTwin,
    asked_at,
    connect_device,
    connected,
)
from tongban.reception.tests.factories import ANSWERS, NAME, NUMBER, a_clerk
from tongban.seals.api import STATEMENT_CODE
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BEGIN = {"name": NAME, "number": NUMBER, "item_code": COMMITTED}
WINDOW = "hall/D3"


@pytest.fixture
def clerk(monkeypatch, settings, tmp_path) -> Caller:
    settings.DATA_DIR = tmp_path
    a_house(monkeypatch)
    return Caller(monkeypatch, a_clerk())


@pytest.fixture
def tablet() -> Iterator[None]:
    there = Device.RATING_TABLET in connected()
    connect_device(Device.RATING_TABLET, RatingTabletTwin())
    yield
    if not there:
        connect_device(Device.RATING_TABLET, None)


@pytest.mark.usefixtures("tablet")
def test_from_the_card_to_the_receipt_and_the_question_on_the_tablet(clerk: Caller):
    begun = clerk.post("/reception", BEGIN | {"window": WINDOW})
    assert begun.status_code == 201, begun.content.decode()
    at = f"/reception/{begun.json()['id']}"
    assert [one["id"] for one in clerk.get("/reception").json()] == [begun.json()["id"]]
    page = SimpleUploadedFile("signed.pdf", PAGE, "application/pdf")
    ink = clerk.client.post(f"{ROOT}{at}/files/signature", {"file": page}).json()["id"]
    assert clerk.get(f"{at}/case").status_code == 404
    given = {
        "item_version": 1, "answers": ANSWERS, "statement": STATEMENT_CODE,
        "signed_on": "signed-on/paper", "ink": ink,
    }  # fmt: skip
    made = clerk.post(f"{at}/case", given)
    assert made.status_code == 201, made.content.decode()
    asked = asked_at(WINDOW, timezone.now())
    assert asked is not None, "as from the page"
    assert clerk.post(f"{at}/case", given).json()["id"] == made.json()["id"]
    assert asked_at(WINDOW, timezone.now()) == asked, "repeated, it is asked once"
    assert clerk.get(f"{at}/case").json()["number"] == made.json()["number"]
    ended = clerk.get(at).json()
    assert (ended["state"], ended["case_id"]) == ("sitting/handed-in", made.json()["id"])
    assert ended["name"] != NAME
    assert clerk.get("/reception").json() == []


def test_left_as_a_draft_or_ended_and_not_for_whoever_is_no_clerk(
    clerk: Caller, monkeypatch: pytest.MonkeyPatch
):
    first, second = (clerk.post("/reception", BEGIN).json()["id"] for _ in range(2))
    left = clerk.client.put(
        f"{ROOT}/reception/{first}/draft", {"answers": {"wish": "长住"}}, "application/json"
    )
    assert left.json()["state"] == "sitting/left-as-draft"
    ended = clerk.client.delete(f"{ROOT}/reception/{second}")
    assert ended.json()["state"] == "sitting/broken-off"
    assert clerk.post("/reception", BEGIN | {"firm": "91990102MA0000XX00"}).status_code == 403
    person = Caller(monkeypatch, a_resident())
    assert person.post("/reception", BEGIN).status_code == 403
    assert person.get(f"/reception/{first}").status_code == 404


def test_what_is_handed_back_has_a_slip(clerk: Caller):
    at = f"/reception/{clerk.post('/reception', BEGIN).json()['id']}/hand-back"
    assert clerk.get(at).status_code == 404
    lacking = clerk.post(at, {"materials": ["photo"]})
    assert [one["where"] for one in lacking.json()["problems"]] == ["back_reason"]
    made = clerk.post(at, {"materials": ["photo"], "reason": "照片不清"})
    assert made.status_code == 201, made.content.decode()
    assert [one["zh-Hans"] for one in made.json()["materials"]] == ["照片"]
    assert clerk.get(at).json() == made.json()
