"""One window: an old woman without account, from her number to her receipt, then on her own."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at, looked_at_here

ALLOWANCE = "11990102000102218M4990500027000"
HALL, WINDOW = "mingde-hall", "D3"
BILL = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_an_old_woman_without_account_is_served_at_the_window(visit: Callable[..., Page]):
    clerk, tablet = visit(), visit(width=1024)
    set_up(tablet)
    sign_in(clerk, "王敏")
    begin_at_window(clerk)
    faults = she_is_handed_back_what_she_brought(clerk)
    begin_at_window(clerk)
    faults += looked_at(clerk, clerk.url)
    fill(clerk)
    clerk.get_by_role("button", name="宣读核对").click()
    expect(clerk.locator("h1")).to_have_text("宣读核对并签名")
    expect(clerk.locator("main")).to_contain_text("承诺10个工作日内补交")
    clerk.get_by_role("button", name="签名屏签名并收件").click()
    assert clerk.locator("input[name=truth]:invalid").count() == 1, "read back first"
    clerk.locator("input[name=truth]").check()
    clerk.get_by_role("button", name="签名屏签名并收件").click()
    slip = clerk.locator("article.paper")
    expect(slip).to_contain_text("签名屏手写")
    expect(slip).to_contain_text("近一年看病支出票据")
    faults += she_rates(tablet)
    faults += looked_at(clerk, clerk.url)
    clerk.get_by_role("button", name="为本人开通账户").click()
    expect(clerk.locator("body")).to_contain_text("账户已开通")

    later = visit(width=375)
    sign_in(later, "田桂芬")
    later.goto("/messages")
    expect(later.locator("main")).to_contain_text("窗口退回了您的材料")
    later.goto("/cases")
    later.get_by_role("link", name=re.compile("最低生活保障")).first.click()
    expect(later.locator("main")).to_contain_text("容缺受理")
    faults += looked_at(later, later.url)
    bills = {"name": "bills.png", "mimeType": "image/png", "buffer": BILL}
    later.locator("input[type=file]").set_input_files(bills)
    later.get_by_role("button", name="补交").click()
    expect(later.locator("main")).to_contain_text("补交材料")
    expect(later.locator("input[type=file]")).to_have_count(0)
    assert not faults, "\n".join(faults)


def she_is_handed_back_what_she_brought(clerk: Page) -> list[str]:
    """Without the reason nothing is handed back; then there is a slip to print and sign."""
    clerk.get_by_text("退回材料", exact=True).click()
    clerk.get_by_label("退回的其他材料").fill("旧病历一本")
    clerk.get_by_role("button", name="退回并打印退件单").click()
    expect(clerk.locator("main")).to_contain_text("还没有写明退回的原因")
    clerk.get_by_label("退回原因（本人会看到）").fill("病历不是近一年的，缺看病支出票据")
    clerk.get_by_role("button", name="退回并打印退件单").click()
    slip = clerk.locator("article.paper")
    expect(slip).to_contain_text("退件单编号")
    expect(slip).to_contain_text("旧病历一本")
    expect(slip).to_contain_text("取回人签名")
    return looked_at_here(clerk)


def set_up(tablet: Page) -> None:
    """A clerk makes the screen that faces people the rating tablet, which signs her out."""
    sign_in(tablet, "王敏")
    tablet.goto(f"/desk/halls/{HALL}/windows/{WINDOW}")
    tablet.get_by_role("button", name="把本屏设为这个窗口的评价器").click()
    tablet.wait_for_url(f"**/places/{HALL}/rating/{WINDOW}")


def she_rates(tablet: Page) -> list[str]:
    """Asked by itself in both languages, answered once; then it waits for the next person."""
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("您对这次窗口服务满意吗？")
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("How satisfied are you")
    faults = looked_at_here(tablet)
    tablet.get_by_label("非常满意").check()
    tablet.get_by_label("态度好").check()
    tablet.get_by_role("button", name="提交评价").click()
    expect(tablet.get_by_role("status")).to_contain_text("已记下您的评价")
    tablet.goto(f"/places/{HALL}/rating/{WINDOW}")
    expect(tablet.locator("main")).to_contain_text("欢迎光临")
    # Asked beside the page, which looks again by itself and would cut a visit short.
    assert tablet.request.get("/desk/").status == 401
    return faults


def begin_at_window(clerk: Page) -> None:
    """The window's page leads here with its service and place; the card says who it is."""
    clerk.goto(f"/desk/reception?item={ALLOWANCE}&window={HALL}/{WINDOW}")
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="田桂芬")
    clerk.get_by_role("button", name="读卡并开始").click()
    clerk.wait_for_url(re.compile("/desk/reception/sitting_"))
    expect(clerk.locator("main")).to_contain_text("田桂芬")
    clerk.get_by_label("第一次申请").check()
    clerk.locator("main form button.big").click()
    expect(clerk.locator("main")).to_contain_text("政府数据已填好")


def fill(clerk: Page) -> None:
    """What no source knows is asked aloud; the bills are not at hand."""
    for name, value in (("members", "1"), ("income", "800"), ("hardship", "看病花费大")):
        clerk.locator(f"[name='a.{name}']").fill(value)
    clerk.locator("[name='a.authorise']").first.check()
    account = clerk.locator("input[name='a.bank_account']")
    if account.count():
        account.fill("6200990000000000016")
