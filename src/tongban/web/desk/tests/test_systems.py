"""What is stuck between two sides is listed, shown with its cause, and settled with words."""

from __future__ import annotations

import pytest

from tongban.cases.api import case, withdraw_case
from tongban.cases.tests.factories import NOW, an_officer, do
from tongban.connectors.tests.factories import Twin, applied, go_on, their_number, they_grant, twin
from tongban.web.desk.tests.visitors import seat

__all__ = ["twin"]
pytestmark = pytest.mark.django_db


def test_a_contradiction_is_listed_and_settled_with_words(
    monkeypatch: pytest.MonkeyPatch, twin: Twin
):
    person, mine = applied()
    now = go_on(NOW, 2)
    they_grant(twin, their_number(twin))
    do(withdraw_case, person, case(person, mine.id), now=now)
    go_on(now)
    desk, page = seat(monkeypatch, an_officer()), f"/desk/cases/{mine.id}"
    listed = desk.get("/desk/systems").content.decode()
    assert mine.number in listed
    assert "did not take it" in listed
    shown = desk.get(page).content.decode()
    assert "The two sides disagree" in shown
    assert "send-again" not in shown
    assert desk.post(f"{page}/settle", {"words": " "}).status_code == 303
    assert "The two sides disagree" in desk.get(page).content.decode()
    assert desk.post(f"{page}/settle", {"words": "已请对方撤销。"}).status_code == 303
    assert "Ended, both sides agree" in desk.get(page).content.decode()
    assert mine.number not in desk.get("/desk/systems").content.decode()


def test_a_silent_system_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch, twin: Twin):
    twin.down = True
    _, mine = applied()
    go_on(NOW, 2)
    desk, page = seat(monkeypatch, an_officer(), language="zh-hans"), f"/desk/cases/{mine.id}"
    shown = desk.get(page).content.decode()
    assert "系统会自动重试，办件不会丢失" in shown
    assert "从何时起等待发送" in shown
    assert desk.post(f"{page}/send-again").status_code == 303
    stranger = seat(monkeypatch, an_officer(region="990202"))
    assert stranger.post(f"{page}/send-again").status_code == 404
