"""An inspector acknowledges, announces and publishes; everybody sees the draw."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.cases.tests.factories import an_officer
from tongban.supervision.tests.factories import POSTS, a_plan, an_inspector, held, told_firms
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
HOME = "/desk/oversight"


def test_from_the_notice_to_the_published_finding(monkeypatch):
    a_plan(count=1, posts=POSTS[:2])
    told_firms(2)
    desk = seat(monkeypatch, an_inspector())
    page = desk.get(HOME).content.decode()
    notice = page.split("/desk/oversight/notices/")[1].split('"')[0]
    assert "示例第1有限公司" in page
    assert desk.post(f"{HOME}/notices/{notice}").status_code == 303
    assert notice not in desk.get(HOME).content.decode()
    assert desk.post(f"{HOME}/plans/plan-a").status_code == 303
    again = desk.post(f"{HOME}/plans/plan-a")
    assert again.status_code == 422
    assert "supervision" not in again.content.decode()
    public = Client(headers={"accept-language": "en"})
    draw = (
        "/oversight/"
        + public.get("/oversight").content.decode().split('"/oversight/')[1].split('"')[0]
    )
    assert "The lots follow within seconds" in public.get(draw).content.decode()
    held()
    shown = public.get(draw).content.decode()
    assert "the same lots" in shown
    assert "not yet inspected" in shown
    inspection = (
        desk.get(HOME).content.decode().split("/desk/oversight/inspections/")[1].split('"')[0]
    )
    refused = desk.post(f"{HOME}/inspections/{inspection}", {"words": "标签已更换"})
    assert refused.status_code == 422
    assert "标签已更换" in refused.content.decode(), "what was typed is kept"
    given = {"finding": "inspection/corrected-at-once", "words": "标签已更换"}
    assert desk.post(f"{HOME}/inspections/{inspection}", given).status_code == 303
    assert "标签已更换" in public.get(draw).content.decode()
    answer = public.get(f"/api/v1{draw.replace('/oversight/', '/oversight/draws/')}").json()
    assert answer["inspections"][0]["finding"] == "inspection/corrected-at-once"
    assert len(public.get("/api/v1/oversight/draws").json()) == 1


def test_empty_pages_say_so_and_strangers_are_sent_away(monkeypatch):
    a_plan()
    desk = seat(monkeypatch, an_inspector(), language="zh-hans")
    page = desk.get(HOME).content.decode()
    assert "没有待认领的许可" in page
    nobody = desk.post(f"{HOME}/plans/plan-a")
    assert nobody.status_code == 422
    assert "不能抽取" in nobody.content.decode()
    assert "还没有抽取" in desk.get("/oversight").content.decode()
    stranger = seat(monkeypatch, an_officer())
    assert stranger.get(HOME).status_code == 404
    assert stranger.get("/oversight/draw_none").status_code == 404
    assert stranger.post(f"{HOME}/plans/plan-a").status_code == 404
