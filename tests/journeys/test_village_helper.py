"""An old woman asks: the helper acts on a phone, she sees it and revokes, the helper is out."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at_here


def test_a_helper_acts_and_the_resident_sees_and_revokes(visit: Callable[..., Page]):
    helper, resident = visit(width=375), visit(width=375)
    sign_in(helper, "江月梅")
    expect(helper).to_have_url(re.compile("/helping$"))
    helper.get_by_role("link", name="社会保障卡").first.click()
    expect(helper.locator("main")).not_to_contain_text("秦桂英")
    helper.get_by_label("示例银行甲").check()
    helper.get_by_label("到网点领取").check()
    faults = looked_at_here(helper)
    address = helper.url
    helper.get_by_role("button", name="填好了，请本人确认").click()
    expect(helper.locator("main")).to_contain_text("等本人确认")

    sign_in(resident, "秦桂英")
    resident.goto("/helped")
    expect(resident.locator("main")).to_contain_text("代办员江月梅")
    resident.locator("section[aria-labelledby=mine] a").first.click()
    expect(resident.locator("main")).to_contain_text("示例银行甲")
    faults += looked_at_here(resident)
    resident.get_by_role("button", name="收回授权").click()
    expect(resident.locator("main")).to_contain_text("已终止")

    helper.goto(address)
    expect(helper.locator("main")).to_contain_text("授权已经收回")
    expect(helper.locator("main")).not_to_contain_text("示例银行甲")
    resident.goto("/mandates")
    expect(resident.locator("main")).to_contain_text("已收回或结束")
    faults += looked_at_here(resident)
    assert not faults, "\n".join(faults)
