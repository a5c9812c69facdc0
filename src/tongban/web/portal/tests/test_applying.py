"""Applying, following and rating: states, errors and what is never lost."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.people import somebody
from tests.province import settle

from tongban.cases.api import my_cases
from tongban.kernel.actor import Actor, ActorKind
from tongban.seals.api import STATEMENT_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

ENDORSEMENT = "11990102000102111A4992000010000"
FOOD_LICENCE = "1199010200010241084990100013000"
RESIDENT = "acct_demo_lin-xiaohe"
NEWCOMER = "acct_demo_chen-yifan"
SHOP_OWNER = "acct_demo_zhou-yuan"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def resident(client: Client, now: datetime) -> Client:
    settle(now)
    client.post("/sign-in", {"account_id": RESIDENT})
    return client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def apply_for(client: Client, **changes: str) -> str:
    """Submit the endorsement and return where the result is."""
    address = f"/items/{ENDORSEMENT}/apply"
    token = hidden(client.get(address).content.decode(), "once")
    answers = {
        "once": token,
        "stage": "submit",
        "truth": STATEMENT_CODE,
        "a.still_here": "yes",
        **changes,
    }
    response = client.post(address, answers)
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def cases_of(client: Client) -> int:
    actor: Actor = client.get("/account").context["visitor"].actor
    return len(my_cases(actor).items)


def test_the_form_asks_to_sign_in_and_comes_back(client: Client):
    response = client.get(f"/items/{ENDORSEMENT}/apply")
    assert response.status_code == 401
    assert f'name="next" value="/items/{ENDORSEMENT}/apply"' in response.content.decode()


def test_known_answers_are_filled_with_their_source_and_a_way_to_object(resident: Client):
    page = resident.get(f"/items/{ENDORSEMENT}/apply").content.decode()
    assert "林晓禾" in page
    assert page.count("来源：") >= 5
    assert "信息不对？提出异议" in page


def test_everything_missing_is_told_at_once_beside_its_field(resident: Client):
    response = resident.post(f"/items/{ENDORSEMENT}/apply", {"stage": "check", "a.phone": "12"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#f-a-still_here"' in page
    assert 'href="#f-a-phone"' in page
    assert 'value="12"' in page


def test_nothing_is_sent_without_confirming_its_truth(resident: Client):
    address = f"/items/{ENDORSEMENT}/apply"
    response = resident.post(address, {"stage": "submit", "a.still_here": "yes"})
    assert response.status_code == 422
    assert "您还没有同意签名声明" in response.content.decode()
    assert cases_of(resident) == 0


def test_an_instant_case_explains_its_decision(resident: Client):
    page = resident.get(apply_for(resident)).content.decode()
    for expected in ("已办结：准予", "居住证暂行条例", "作出决定所依据的数据", "评价本次服务"):
        assert expected in page


def test_sending_the_same_form_twice_makes_one_case(resident: Client):
    address = f"/items/{ENDORSEMENT}/apply"
    token = hidden(resident.get(address).content.decode(), "once")
    assert apply_for(resident, once=token) == apply_for(resident, once=token)
    assert cases_of(resident) == 1


def test_a_locked_answer_cannot_be_typed_over(resident: Client):
    case = apply_for(resident, **{"a.name": "别的名字", "a.resident_id": "990102199001010011"})
    shown = resident.get(case).context["case"]
    assert shown.answers["name"] == "林晓禾"


def test_a_draft_waits_until_one_comes_back(resident: Client):
    address = f"/items/{ENDORSEMENT}/apply"
    saved = resident.post(address, {"stage": "save", "a.phone": "19900001234"})
    assert saved.status_code == 303
    page = resident.get(address).content.decode()
    assert "已暂存" in page
    assert 'value="19900001234"' in page


def test_a_bad_file_is_refused_beside_its_material_and_the_rest_is_kept(
    client: Client, now: datetime
):
    settle(now)
    client.post("/sign-in", {"account_id": SHOP_OWNER})
    address = f"/items/{FOOD_LICENCE}/apply"
    lines = client.get(f"{address}?situation=food-service").context["materials"]
    asked = next(line for line in lines if line.asked)
    control = asked.control
    bad = SimpleUploadedFile("photo.pdf", b"MZ not a document", "application/pdf")
    sent = {"stage": "check", "situation": "food-service", "a.manager": "程示例", control: bad}
    response = client.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{asked.control_id}"' in page
    assert 'value="程示例"' in page

    good = SimpleUploadedFile("photo.pdf", PDF, "application/pdf")
    page = client.post(address, {**sent, control: good}).content.decode()
    code = control.removeprefix("m.")
    assert hidden(page, f"b.{code}").startswith("blob_")
    assert hidden(page, f"n.{code}") == "photo.pdf"


def test_a_stranger_sees_nothing_of_the_case(resident: Client):
    case = apply_for(resident).removesuffix("/result")
    somebody("陌生人", "demo-stranger")
    other = Client()
    other.post("/sign-in", {"account_id": "demo-stranger"})
    for address in (case, f"{case}/result", f"{case}/rate"):
        response = other.get(address)
        assert response.status_code == 404
        assert "林晓禾" not in response.content.decode()


def test_anyone_with_number_and_code_sees_progress_but_nobodys_data(resident: Client):
    shown = resident.get(apply_for(resident)).context["case"]
    response = Client().post("/track", {"number": shown.number, "query_code": shown.query_code})
    page = response.content.decode()
    assert response.status_code == 200
    assert shown.title.zh in page
    assert "林晓禾" not in page

    wrong = Client().post("/track", {"number": shown.number, "query_code": "WRONG1"})
    assert wrong.status_code == 404
    assert shown.title.zh not in wrong.content.decode().split("<main", 1)[1]


def test_a_rating_is_given_once_with_a_chosen_level(resident: Client):
    rate = apply_for(resident).replace("/result", "/rate")
    empty = resident.post(rate, {"writing": "还行"})
    assert empty.status_code == 422
    assert "还行" in empty.content.decode()
    given = {"level": "satisfaction/satisfied", "tags": ["rating-tag/fast"], "writing": "很快"}
    assert resident.post(rate, given).status_code == 303
    page = resident.get(rate).content.decode()
    assert "您的评价已记录" in page
    assert "很快" in page
    assert resident.post(rate, given).status_code == 409


def test_a_list_without_cases_says_what_to_do(client: Client, now: datetime):
    settle(now)
    client.post("/sign-in", {"account_id": NEWCOMER})
    assert client.get("/cases").status_code == 200
    assert "还没有办件" in client.get("/cases").content.decode()


def test_home_shows_what_is_under_way_only_to_its_owner(resident: Client):
    assert "我的在办件" not in resident.get("/").content.decode()
    assert ActorKind.PERSON is resident.get("/account").context["visitor"].actor.kind


def test_a_certificate_is_shown_to_its_holder_and_verified_by_anyone(resident: Client):
    shown = resident.get(apply_for(resident)).context["certificates"][0]
    own = resident.get(f"/certificates/{shown.id}")
    assert own.status_code == 200
    assert "扫码核验" in own.content.decode()
    assert resident.get(f"/certificates/{shown.id}.pdf").content.startswith(b"%PDF")
    public = Client().get(f"/verify/{shown.verify_token}").content.decode()
    assert "证照真实有效" in public
    assert "林晓禾" not in public
    assert "证照真实有效" in Client().get(f"/verify/{shown.identifier}").content.decode()
