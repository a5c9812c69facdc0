"""An allowance nobody applied for: told why, confirmed with one press, objected to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.test_paying import shot


def test_an_old_man_is_told_of_his_allowance_and_confirms(visit: Callable[..., Page]):
    person, clerk, operator = visit(width=375), visit(), visit()
    sign_in(person, "赵长青")
    person.goto("/benefits")
    shot(person, "benefits")
    person.get_by_role("link", name="高龄津贴").first.click()
    expect(person.locator("main")).to_contain_text("您不放弃，到期自动发放")
    expect(person.locator("main")).to_contain_text("八十至八十九周岁")
    shot(person, "benefit")
    person.get_by_role("button", name="确认，马上发放").click()
    expect(person.locator("main")).to_contain_text("发放中")
    person.get_by_text("信息不对，提出异议").click()
    person.locator("textarea[name=words]").fill("我已满九十周岁，金额不对。")
    person.get_by_role("button", name="提交异议").click()
    expect(person.locator("main")).to_contain_text("正在核实")

    sign_in(clerk, "王敏")
    clerk.goto("/desk/benefits")
    expect(clerk.locator("main")).to_contain_text("我已满九十周岁，金额不对。")
    shot(clerk, "desk-benefits")
    sign_in(operator, "吴桐")
    operator.goto("/console/benefits")
    expect(operator.locator("main section").first).to_contain_text("已告知")
    shot(operator, "console-benefits")
