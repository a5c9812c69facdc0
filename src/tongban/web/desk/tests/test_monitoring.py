"""A card is answered by the agency and judged by its superior, each at their own desk."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.kernel.actor import Duty
from tongban.monitoring.api import escalate_orders
from tongban.monitoring.tests.factories import (
    APPROVER,
    BLOCK_SUPERVISOR,
    NOW,
    OTHER_REGION,
    SUPERIOR,
    a_town,
    officer,
    warned,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
HOME = "/desk/monitoring"


@pytest.fixture(autouse=True)
def town(monkeypatch):
    a_town(("overdue", "red"), ("second-notice", "reminder"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    warned()
    warned("case_2", sign="second-notice", key="event:3")


def order_url(client: Client) -> str:
    page = client.get(HOME).content.decode()
    return f"{HOME}/orders/" + page.split(f"{HOME}/orders/")[1].split('"')[0]


def test_from_the_card_to_the_accepted_answer(monkeypatch):
    desk = seat(monkeypatch, APPROVER, language="zh-hans")
    url = order_url(desk)
    page = desk.get(url).content.decode()
    assert "红牌" in page
    assert "请办结" in page
    assert "通过并办结" not in page
    unsaid = desk.post(url, {"step": "answer", "version": "1", "words": "已办"})
    assert unsaid.status_code == 422
    assert "已办" in unsaid.content.decode(), "what was typed is kept"
    given = {
        "step": "answer", "version": "1", "cause": "order-cause/oversight", "words": "已加派人手",
    }  # fmt: skip
    assert desk.post(url, given).status_code == 303
    assert desk.post(url, given).status_code == 422, "answered already"
    above = seat(monkeypatch, SUPERIOR, language="zh-hans")
    assert "已加派人手" in above.get(url).content.decode()
    back = {"step": "send-back", "version": "2", "words": ""}
    assert above.post(url, back).status_code == 422
    assert above.post(url, {"step": "accept", "version": "2"}).status_code == 303
    assert "已办结" in above.get(url).content.decode()
    public = Client(headers={"accept-language": "zh-hans"}).get("/red-cards").content.decode()
    assert "工作疏忽" in public
    assert "已加派人手" not in public


def test_the_board_counts_one_sum_by_line_and_by_region(monkeypatch):
    desk = seat(monkeypatch, BLOCK_SUPERVISOR)
    page = desk.get(HOME).content.decode()
    assert "Orders in all: 1" in page
    for narrowed in ("line=urban-management", "region=990102"):
        assert f"{HOME}/orders?{narrowed}" in page
        assert order_url(desk) in desk.get(f"{HOME}/orders?{narrowed}").content.decode()
    assert "No order here" in desk.get(f"{HOME}/orders?line=health").content.decode()
    assert escalate_orders(NOW) == 0


def test_strangers_see_nothing(monkeypatch):
    url = order_url(seat(monkeypatch, SUPERIOR))
    far = seat(monkeypatch, OTHER_REGION)
    assert far.get(url).status_code == 404
    assert "Nothing was warned of" in far.get(HOME).content.decode()
    inspector = seat(monkeypatch, officer(Duty.INSPECTOR, name="inspector"))
    assert inspector.get(HOME).status_code == 404
