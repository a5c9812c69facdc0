"""Pages of help: a helper is refused everywhere but at their errands, and there after the end."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.catalogue.api import published_item
from tongban.intermediaries.api import DeliveryView
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
OLD_WOMAN, HELPER, NEXT_HELPER = "qin-guiying", "jiang-yuemei", "tao-lichun"
SIGNED = b"\x89PNG\r\n\x1a\n" + bytes(64)
CARD = "11990102000102314Y4992000017000"


@pytest.fixture(autouse=True)
def town() -> None:
    settle(timezone.now())


def signed_in(slug: str) -> Client:
    client = Client()
    client.cookies["tongban_language"] = "en"
    client.post("/sign-in", {"account_id": f"acct_demo_{slug}"})
    return client


def errand_of(helper: Client) -> str:
    page = helper.get("/helping").content.decode()
    found = re.search(r"/helping/(errand_\w+)", page)
    assert found, page
    return found[1]


def test_a_helper_lands_at_their_errands_and_opens_nothing_else():
    client = Client()
    landed = client.post("/sign-in", {"account_id": f"acct_demo_{HELPER}"})
    assert landed["Location"] == "/helping"
    her = "subj_demo_qin-guiying"
    for address in (
        "/desk/", "/desk/find", "/desk/reception", "/desk/helpers", "/desk/obstacles", "/console/",
        "/desk/sharing", "/desk/oversight",
    ):  # fmt: skip
        assert client.get(address).status_code in (403, 404), address
    for address in ("/certificates", "/cases", "/my-data", "/mandates", "/messages", "/benefits"):
        page = client.get(address)
        assert "秦桂英" not in page.content.decode(), address
    assert client.post("/account", {"subject": her}).status_code in (403, 404)
    for address in ("/api/v1/cases", "/api/v1/certificates"):
        answer = client.get(address)
        assert her not in answer.content.decode(), address


def test_the_other_villages_helper_and_a_stranger_find_nothing():
    errand = errand_of(signed_in(HELPER))
    other, stranger = signed_in(NEXT_HELPER), signed_in("chen-yifan")
    assert "errand_" not in other.get("/helping").content.decode()
    for client in (other, stranger):
        for stage in ("prepare", "sign", "back", "decline"):
            assert client.post(f"/helping/{errand}", {"stage": stage}).status_code in (403, 404)
        assert client.get(f"/helping/{errand}").status_code in (403, 404)
    for client in (other, stranger, signed_in(HELPER)):
        for stage in ("confirm", "return", "take-over", "revoke", "received"):
            assert client.post(f"/helped/{errand}", {"stage": stage}).status_code in (403, 404)
    assert Client().get("/helped").status_code == 401


def test_prepared_without_seeing_signed_at_the_station_and_every_mandate_on_one_page(
    monkeypatch: pytest.MonkeyPatch,
):
    helper, her = signed_in(HELPER), signed_in(OLD_WOMAN)
    errand = errand_of(helper)
    page = helper.get(f"/helping/{errand}").content.decode()
    assert "秦" in page
    assert "秦桂英" not in page
    assert not re.search(r"990102\d{8}|1990000\d{4}|竹溪村3组", page), "nothing of hers"
    typed = {"stage": "prepare", "a.bank": "demo-bank-a", "a.delivery": "window"}
    portrait = {"m.portrait": SimpleUploadedFile("a.png", SIGNED, "image/png")}
    assert helper.post(f"/helping/{errand}", typed | portrait).status_code == 303
    shown = her.get(f"/helped/{errand}").content.decode()
    assert "Demo Bank A" in shown
    assert "秦桂英" in shown, "she sees what a source says"
    offer = DeliveryView(
        "commission_x", "photo", Text.of("照相", "Photographs"), "portrait", "示例影像有限公司", "",
        timezone.now(), "blob_x", "3f" * 32,
    )  # fmt: skip
    monkeypatch.setattr("tongban.web.portal.application.deliveries_for", lambda *_: (offer,))
    assert 'name="d.portrait" value="blob_x"' in her.get(f"/helped/{errand}").content.decode()
    unsigned = her.post(f"/helped/{errand}", {"stage": "confirm", "d.portrait": "blob_x"})
    assert unsigned.status_code == 422
    assert "Delivered by the institution you commissioned</span> Photographs" in (
        unsigned.content.decode()
    ), "chosen"
    assert "blob_x" not in helper.get(f"/helping/{errand}").content.decode(), "hers alone"
    wrong = helper.post(f"/helping/{errand}", {"stage": "sign"})
    assert wrong.status_code == 422
    mandates = her.get("/mandates").content.decode()
    assert "Village helper" in mandates
    assert "江月梅" in mandates
    her.post(f"/helped/{errand}", {"stage": "revoke"})
    after = helper.get(f"/helping/{errand}")
    assert after.status_code == 403
    assert "Demo Bank A" not in after.content.decode()
    assert helper.post(f"/helping/{errand}", typed).status_code == 403
    assert "Taken back or ended" in her.get("/mandates").content.decode()


def test_by_telephone_the_town_calls_back_and_appointments_end_at_once():
    helper, head = signed_in(HELPER), signed_in("yu-qiming")
    sign = {"seen_by": "seen-by/phone", "item": CARD, "purpose": "补社保卡"}
    for number, status in (("x", 422), (_number(), 303)):
        noted = helper.post("/helping/new", {**sign, "name": "秦桂英", "number": number})
        assert noted.status_code == status
    desk = head.get("/desk/helpers").content.decode()
    (errand,) = set(re.findall(r'name="errand" value="(errand_\w+)"', desk))
    assert helper.post(f"/helping/{errand}", {"stage": "prepare"}).status_code == 403
    head.post("/desk/helpers", {"stage": "agreed", "errand": errand})
    assert helper.get(f"/helping/{errand}").status_code == 200
    known = re.search(r'value="(helper_\w+)"[^<]*<button[^>]*>[^<]*<span class="sr"> 江月梅', desk)
    assert known
    head.post("/desk/helpers", {"stage": "end", "helper": known[1]})
    assert helper.get(f"/helping/{errand}").status_code == 403
    assert signed_in(HELPER).get("/helping").status_code == 403


def test_the_same_by_json():
    her, helper = signed_in(OLD_WOMAN), signed_in(HELPER)
    (known,) = her.get("/api/v1/assistance/helpers?area=990102100201").json()
    asked = {"helper_id": known["id"], "item_code": CARD, "purpose": "补社保卡"}
    begun = _json(her, "/api/v1/assistance/errands", asked, once="errand-000001")
    assert begun.status_code == 201, begun.content
    errand = begun.json()["id"]
    assert errand in {one["id"] for one in helper.get("/api/v1/assistance/duties").json()}
    until = (timezone.now() + timedelta(days=200)).date().isoformat()
    far = _json(her, "/api/v1/assistance/errands", asked | {"until": until}, once="errand-000002")
    assert far.status_code == 422
    assert her.get("/api/v1/assistance/acts").json()[0]["step"] == "assistance.errand_asked"
    ended = _json(her, f"/api/v1/assistance/errands/{errand}/revocation", {})
    assert ended.json()["state"] == "errand/ended"
    refused = _json(helper, f"/api/v1/assistance/duties/{errand}/refusal", {})
    assert refused.json()["code"] == "assistance.taken_back"


def test_prepared_and_signed_by_json_within_the_mandate_and_seen_by_the_person():
    her, helper, other = signed_in(OLD_WOMAN), signed_in(HELPER), signed_in(NEXT_HELPER)
    errand = errand_of(helper)
    at = f"/api/v1/assistance/duties/{errand}"
    work = helper.get(at)
    asked = {one["name"] for part in work.json()["form"]["sections"] for one in part["fields"]}
    assert {"bank", "delivery"} <= asked
    assert "秦桂英" not in work.content.decode()
    sheet = helper.post(f"{at}/files", {"file": SimpleUploadedFile("a.png", SIGNED, "image/png")})
    assert sheet.status_code == 201, sheet.content
    draft = {
        "answers": {"bank": "demo-bank-a", "delivery": "window", "name": "别人"},
        "sheets": {"photo": sheet.json()["blob_id"]},
    }
    for stranger in (other, her, signed_in("chen-yifan")):
        assert stranger.get(at).status_code in (403, 404)
        assert _put(stranger, f"{at}/draft", draft).status_code in (403, 404)
        assert _signed(stranger, at).status_code in (403, 404)
    kept = _put(helper, f"{at}/draft", draft).json()["prepared"]
    assert kept["answers"] == {"bank": "demo-bank-a", "delivery": "window"}, "no sourced answer"
    assert kept["sheets"]["photo"]["filename"] == "a.png"
    assert _signed(helper, at, name="江月梅").status_code == 409, "not that name on the card"
    sent = _signed(helper, at)
    assert sent.status_code == 200, sent.content
    assert sent.json()["case_number"]
    steps = [one["step"] for one in her.get("/api/v1/assistance/acts").json()]
    assert steps[:3] == [
        "assistance.errand_handed_in", "assistance.errand_prepared", "assistance.errand_looked_at"
    ]  # fmt: skip
    assert _put(helper, f"{at}/draft", draft).status_code == 409, "it is handed in"
    assert other.post(f"{at}/files", {"file": SimpleUploadedFile("a.png", SIGNED)}).status_code in (
        403, 404,
    )  # fmt: skip


def _put(client: Client, address: str, body: dict):
    return client.put(address, body, content_type="application/json")


def _signed(client: Client, at: str, name: str = "秦桂英"):
    given = {
        "name": name, "number": _number(), "item_version": published_item(CARD).version,
        "statement": STATEMENT_CODE,
    }  # fmt: skip
    page = SimpleUploadedFile("page.png", SIGNED, "image/png")
    return client.post(f"{at}/signature", {"given": json.dumps(given), "file": page})


def _json(client: Client, address: str, body: dict, once: str = ""):
    headers = {"Idempotency-Key": once} if once else {}
    return client.post(address, body, content_type="application/json", headers=headers)


def _number() -> str:
    from tongban.identity.api import register_number
    from tongban.kernel.actor import Actor

    known = register_number(Actor.system("tests"), "subj_demo_qin-guiying")
    assert known is not None
    return known.value
