"""The queue: own agency and region, filters, claiming from the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get("/desk/")
    assert response.status_code == 401
    assert "/sign-in" in response.content.decode()


def test_a_resident_has_no_desk(monkeypatch):
    response = seat(monkeypatch, a_resident()).get("/desk/")
    assert response.status_code == 403
    assert "web.officers_only" in response.content.decode()


def test_the_queue_lists_what_waits_with_its_clock_and_a_button(monkeypatch):
    case = submit(a_resident(), COMMITTED)
    page = seat(monkeypatch, an_officer()).get("/desk/").content.decode()
    assert case.number in page
    assert f"/desk/cases/{case.id}/claim" in page
    assert "欧阳示例" not in page, "names are masked in lists"


@pytest.mark.parametrize("elsewhere", [{"region": "990202"}, {"agency_code": "11990000MB0000001X"}])
def test_other_regions_and_agencies_do_not_see_it(monkeypatch, elsewhere):
    case = submit(a_resident(), COMMITTED)
    client = seat(monkeypatch, an_officer(**elsewhere))
    assert case.number not in client.get("/desk/").content.decode()
    assert client.get(f"/desk/cases/{case.id}").status_code == 404


@pytest.mark.parametrize(
    ("query", "there"),
    [("state=submitted", True), ("state=paused", False), ("light=red", False), ("state=x", True)],
)
def test_filters_narrow_the_list(monkeypatch, query, there):
    case = submit(a_resident(), COMMITTED)
    page = seat(monkeypatch, an_officer()).get(f"/desk/?{query}").content.decode()
    assert (case.number in page) is there


def find(monkeypatch, language="en", **typed):
    return seat(monkeypatch, an_officer(), language=language).post("/desk/find", typed)


def test_a_case_is_found_by_its_number_and_nothing_personal_stands_in_the_address(monkeypatch):
    case = submit(a_resident(), COMMITTED)
    box = seat(monkeypatch, an_officer()).get("/desk/").content.decode()
    assert '<form method="post" action="/desk/find"' in box
    page = find(monkeypatch, q=case.number).content.decode()
    assert f'href="/desk/cases/{case.id}"' in page
    assert "欧阳示例" not in page


def test_the_day_typed_counts_whole(monkeypatch):
    case = submit(a_resident(), COMMITTED)
    day, before = NOW.date(), NOW.date() - timedelta(days=1)
    for first, last, there in ((day, day, True), (before, before, False), ("x", "", True)):
        page = find(monkeypatch, item=COMMITTED, **{"from": first, "to": last}).content.decode()
        assert (case.number in page) is there


def test_nothing_found_and_nothing_asked_are_said_apart(monkeypatch):
    assert "没有查到办件" in find(monkeypatch, "zh-hans", q="9" * 22).content.decode()
    for words in ("", "123", "%%%%"):
        answer = find(monkeypatch, "zh-hans", q=words)
        assert answer.status_code == 422
        assert "没有可以用来查找的内容" in answer.content.decode()


def test_an_empty_queue_says_so(monkeypatch):
    page = seat(monkeypatch, an_officer()).get("/desk/").content.decode()
    assert "Nothing is waiting here" in page


def test_the_desk_speaks_chinese(monkeypatch):
    page = seat(monkeypatch, an_officer(), language="zh-hans").get("/desk/").content.decode()
    assert "这里没有待办" in page
