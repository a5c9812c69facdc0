"""Where and when: find a place, book a time, arrive at its terminal, be called to a window."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at

CARD = "11990102000102111A4990700024000"
PLACE = "anhe-railway"
NAME = "安和站公安便民窗口"


def test_from_the_guide_to_the_window(visit: Callable[..., Page]):
    resident, hall, clerk = visit(), visit(), visit()
    code = book(resident)
    number = arrive(hall, code)
    faults = looked_at(hall, f"/places/{PLACE}/kiosk")
    nothing_stays(hall)
    sign_in(clerk, "王敏")
    faults += call(clerk, number)
    resident.reload()
    resident.get_by_role("link", name="我的排队号").click()
    expect(resident.locator("main")).to_contain_text(number)
    expect(resident.locator("main")).to_contain_text("请到窗口")
    assert "林晓禾" not in resident.locator("main").inner_text(), "a number is nobody's"
    faults += looked_at(resident, resident.url)
    clerk.get_by_role("button", name="办完").click()
    expect(clerk.locator("main")).to_contain_text("窗口空闲")
    assert not faults, "\n".join(faults)


def book(resident: Page) -> str:
    """Find the place from the guide, take the first free time; the arrival code."""
    sign_in(resident, "林晓禾")
    resident.goto(f"/items/{CARD}")
    resident.get_by_role("link", name="去哪办、何时办").click()
    table = resident.get_by_role("table")
    expect(table).to_contain_text(NAME)
    expect(table).not_to_contain_text("柳塘镇")
    numbers = resident.locator("svg .map-pin")
    assert numbers.count() == table.locator("tbody tr").count()
    table.get_by_role("link", name=NAME).click()
    resident.get_by_role("button", name="选择时间").click()
    times = resident.locator("input[name=starts_at]")
    begins = datetime.fromisoformat(str(times.first.get_attribute("value")))
    # The first may begin before it is sent; the second is within half an hour then.
    times.nth(1 if begins - datetime.now(UTC) < timedelta(minutes=1) else 0).check()
    resident.get_by_role("button", name="预约这个时间").click()
    resident.wait_for_url(re.compile("/appointments/appt_"))
    return resident.locator(".called").inner_text()


def arrive(hall: Page, code: str) -> str:
    """A clerk makes the tablet a terminal, which signs her out; the person types the code."""
    sign_in(hall, "王敏")
    hall.goto("/desk/halls")
    hall.get_by_role("link", name=NAME).click()
    hall.get_by_role("button", name="把本屏设为取号机").click()
    hall.wait_for_url(f"**/places/{PLACE}/kiosk")
    assert hall.goto("/desk/").status == 401
    hall.goto(f"/places/{PLACE}/kiosk")
    hall.get_by_label("到场码").fill(code)
    hall.get_by_role("button", name="取号", exact=True).click()
    return hall.locator(".called").inner_text()


def nothing_stays(hall: Page) -> None:
    """Somebody applies on the terminal and goes away: the next person finds nothing of them."""
    hall.get_by_role("link", name="居民身份证换领").first.click()
    hall.locator("main form button").click()
    hall.get_by_role("button", name="林晓禾").click()
    expect(hall.locator("header")).to_contain_text("林晓禾")
    expect(hall.locator(".ending")).to_contain_text("5分钟没有翻页会自动退出")
    applying = hall.url
    hall.get_by_role("link", name="办完了，退出").click()
    expect(hall.get_by_role("heading", name="您来办什么事？")).to_be_visible()
    hall.go_back()
    assert "林晓禾" not in hall.content()
    answer = hall.goto(applying)
    assert answer is not None
    assert answer.status == 401
    assert answer.headers["cache-control"] == "no-store"
    names = {one["name"] for one in hall.context.cookies()}
    assert names <= {"tongban_terminal", "csrftoken"}, names


def call(clerk: Page, number: str) -> list[str]:
    """Call numbers until it is this one; what is wrong with the pages on the way."""
    address = f"/desk/halls/{PLACE}/windows/R1"
    clerk.goto(address)
    clerk.get_by_role("button", name="叫下一个号").click()
    expect(clerk.locator(".called")).to_have_text(number)
    expect(clerk.locator("main")).to_contain_text("此人的办件")
    expect(clerk.get_by_role("img", name="用手机扫码开始申办")).to_be_visible()
    return looked_at(clerk, f"/desk/halls/{PLACE}") + looked_at(clerk, address)


def test_without_a_script_on_the_smallest_phone(visit: Callable[..., Page]):
    page = visit(width=320, java_script_enabled=False)
    page.goto("/places")
    page.get_by_label("地点类型").select_option("kiosk")
    page.get_by_label("正在开放").check()
    page.get_by_role("button", name="查看").click()
    shown = page.get_by_role("table")
    expect(shown).to_contain_text("明德区政务服务中心24小时自助区")
    expect(shown).not_to_contain_text("安和市政务服务中心")
    answer = page.goto(f"/places/{PLACE}/kiosk")
    assert answer is not None
    assert answer.status == 403, "no number is taken from afar"
