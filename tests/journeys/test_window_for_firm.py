"""An owner comes to a window for the firm: a promise is offered, read back and signed there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at_here
from tests.journeys.test_on_behalf import PNG
from tongban.kernel.codes import uscc

HYGIENE = "11990102000102517K4990100021000"
LAND = "11990102000102736X4990100074000"
FIRM, CODE = "安和市经纬测绘有限公司", uscc.make("9", "1", "990102", "MA000201")


def test_a_promise_for_a_firm_is_read_back_and_signed_at_the_window(visit: Callable[..., Page]):
    clerk = visit()
    sign_in(clerk, "王敏")
    clerk.goto(f"/desk/reception?item={HYGIENE}&window=mingde-hall/B5")
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="林晓禾")
    clerk.get_by_label("企业的统一社会信用代码").fill(CODE)
    clerk.get_by_role("button", name="读卡并开始").click()
    expect(clerk.locator("main")).to_contain_text("不是它的法定代表人")
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="苏衡")
    clerk.get_by_role("button", name="读卡并开始").click()
    clerk.wait_for_url(re.compile("/desk/reception/sitting_"))
    expect(clerk.locator("p.who")).to_contain_text(FIRM)
    clerk.get_by_label("告知承诺").check()
    clerk.locator("main form button.big").click()
    clerk.get_by_label("经营地址").fill("安和市明德区学府路12号")
    clerk.locator("[name='a.place_kind'][value='beauty']").check()
    clerk.get_by_label("使用面积").fill("60")
    clerk.get_by_label("从业人员人数").fill("5")
    plan = {"name": "layout.png", "mimeType": "image/png", "buffer": PNG}
    clerk.locator("[name='m.layout']").set_input_files(plan)
    clerk.get_by_role("button", name="宣读核对").click()
    expect(clerk.locator("#promise")).to_contain_text("我愿意接受事后核查")
    faults = looked_at_here(clerk)
    clerk.locator("input[name=truth]").check()
    clerk.get_by_role("button", name="签名屏签名并收件").click()
    expect(clerk.locator("article.paper")).to_contain_text("签名屏手写")
    expect(clerk.locator("article.paper")).to_contain_text(f"{FIRM}经办人")
    owner = visit(width=375, is_mobile=True)
    sign_in(owner, "苏衡")
    owner.goto("/cases")
    owner.get_by_role("link", name="公共场所卫生许可").first.click()
    expect(owner.locator("main")).to_contain_text("待核查")
    faults += a_plot_is_picked(clerk)
    assert not faults, "\n".join(faults)


def a_plot_is_picked(clerk: Page) -> list[str]:
    """The map of the applicant's form is in the clerk's: corners placed stand in the question."""
    clerk.goto(f"/desk/reception?item={LAND}&window=mingde-hall/B5")
    clerk.get_by_label("企业的统一社会信用代码").fill(CODE)
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="苏衡")
    clerk.get_by_role("button", name="读卡并开始").click()
    clerk.wait_for_url(re.compile("/desk/reception/sitting_"))
    clerk.locator("[data-picture]").focus()
    clerk.keyboard.press("Enter")
    expect(clerk.locator("[data-said]")).to_contain_text("已放角点： 1")
    expect(clerk.locator("[name='a.position']")).to_have_value(re.compile(r"^150\.\d+,20\.\d+$"))
    faults = looked_at_here(clerk)
    clerk.get_by_role("button", name="中止").click()
    return faults
