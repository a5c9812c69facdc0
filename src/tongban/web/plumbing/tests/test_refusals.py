"""Refusals as pages and as JSON: right status, both languages, never a traceback."""

from __future__ import annotations

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text

TWO_PROBLEMS = Refusal(
    code="cases.form_not_complete",
    message=Text.of("还有两处没有填好", "Two answers are missing"),
    mend=Text.of("请补全后再提交", "Complete them and send again"),
    problems=(
        Problem("mobile", "a", Text.of("缺手机号", "No mobile"), Text.of("请填写", "Type it")),
        Problem("address", "b", Text.of("缺地址", "No address"), Text.of("请填写", "Type it")),
    ),
)


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "two":
        raise TWO_PROBLEMS
    raise Refusal("x.y", Text.of("不行", "No"), Text.of("改", "Mend"), RefusalKind[kind])


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail of the engine room")


urlpatterns = [path("refuse/<kind>", refuse), path("explode", explode)]
handler404 = "tongban.web.plumbing.refusals.page_not_found"
handler500 = "tongban.web.plumbing.refusals.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize("kind", list(RefusalKind))
def test_each_kind_has_its_status_and_says_what_to_do(client: Client, kind: RefusalKind):
    response = client.get(f"/refuse/{kind.name}")
    assert response.status_code == kind.value
    page = response.content.decode()
    assert "不行" in page
    assert "改" in page
    assert "Traceback" not in page


def test_all_problems_are_told_at_once(client: Client):
    page = client.get("/refuse/two").content.decode()
    assert "缺手机号" in page
    assert "缺地址" in page


def test_a_machine_gets_json_with_both_languages(client: Client):
    response = client.get("/refuse/two", headers={"Accept": "application/json"})
    body = json.loads(response.content)
    assert response.status_code == 422
    assert body["code"] == "cases.form_not_complete"
    assert body["message"] == {"zh-Hans": "还有两处没有填好", "en": "Two answers are missing"}
    assert [problem["where"] for problem in body["problems"]] == ["mobile", "address"]


def test_english_visitors_read_english(client: Client):
    page = client.get("/refuse/two", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert "Two answers are missing" in page


def test_what_was_typed_is_kept_when_the_session_is_over(client: Client):
    page = client.post("/refuse/SIGN_IN", {"mobile": "19900001234", "tags": ["a", "b"]})
    text = page.content.decode()
    assert page.status_code == 401
    assert 'name="kept.mobile" value="19900001234"' in text
    assert text.count('name="kept.tags"') == 2
    assert 'name="next" value="/refuse/SIGN_IN"' in text


def test_our_own_fault_never_shows_its_inside():
    client = Client(raise_request_exception=False)
    response = client.get("/explode")
    assert response.status_code == 500
    assert "engine room" not in response.content.decode()
    assert "这不是您的错" in response.content.decode()


def test_a_stale_form_is_explained():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/refuse/two", {"mobile": "1"})
    assert response.status_code == 403
    assert "没有提交任何内容" in response.content.decode()


def test_unknown_pages_have_the_frame(client: Client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


def test_json_is_not_given_to_a_browser():
    from tongban.web.plumbing.refusals import wants_json

    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    request = RequestFactory().get("/x", headers={"Accept": browser})
    assert not wants_json(request)
    assert wants_json(RequestFactory().get("/api/v1/x", headers={"Accept": browser}))


@override_settings(ALLOWED_HOSTS=["only.example"])
def test_a_foreign_host_is_turned_away():
    assert Client(raise_request_exception=False).get("/nowhere").status_code == 400
