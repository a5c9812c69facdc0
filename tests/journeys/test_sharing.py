"""Data travels and people see it: a steward answers, a resident sees who looked and objects."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at
from tests.journeys.test_every_page import INSTANT


def test_a_steward_answers_what_waits_and_takes_it_back(visit: Callable[..., Page]):
    steward = visit()
    sign_in(steward, "韩冰")
    faults = looked_at(steward, "/desk/sharing")
    steward.goto("/desk/sharing")
    steward.locator("section:has(#waiting)").get_by_role("link", name="人口基础信息").first.click()
    address = steward.url
    faults += looked_at(steward, address)
    steward.goto(address)
    steward.locator("summary", has_text="不同意共享").click()
    steward.locator("form[action$='/refused'] [name=reason]").fill("不需要")
    steward.locator("form[action$='/refused'] button").click()
    expect(steward.get_by_role("alert")).to_contain_text("法律依据")
    steward.locator("summary", has_text="同意共享").first.click()
    steward.locator("form[action$='/granted'] button").click()
    expect(steward.locator("main")).to_contain_text("已授权")
    steward.goto("/desk/sharing")
    steward.locator("section:has(#grants)").get_by_role("link", name="人口基础信息").click()
    expect(steward.get_by_role("heading", level=1)).to_contain_text("人口基础信息")
    faults += looked_at(steward, steward.url)
    grant = steward.locator("section:has(#grants) > ul > li").first
    grant.locator("summary", has_text="撤销").click()
    grant.locator("[name=reason]").fill("演示撤销")
    grant.get_by_role("button", name="立即撤销").click()
    expect(steward.locator("main")).to_contain_text("演示撤销")
    faults += looked_at(steward, "/desk/sharing/settled")
    assert not faults, "\n".join(faults)


def test_a_resident_sees_the_look_and_says_that_a_value_is_wrong(visit: Callable[..., Page]):
    resident = visit(width=320)
    sign_in(resident, "林晓禾")
    resident.goto(f"/items/{INSTANT}/apply")
    resident.goto("/my-data")
    expect(resident.locator("main")).to_contain_text("居住证签注")
    expect(resident.locator("main")).to_contain_text("条例》")
    resident.get_by_role("link", name="信息有误 姓名").first.click()
    resident.get_by_label("哪里不对").fill("名字里的字不对")
    resident.get_by_role("button", name="申请更正").click()
    expect(resident.locator("main")).to_contain_text("名字里的字不对")
    steward = visit()
    sign_in(steward, "韩冰")
    steward.goto("/desk/sharing")
    steward.get_by_role("button", name="打开 姓名").first.click()
    expect(steward.locator("main")).to_contain_text("名字里的字不对")
    steward.get_by_label("核对无误").check()
    steward.get_by_label("给当事人的答复").fill("经核对，登记与证件一致。")
    steward.get_by_role("button", name="答复").click()
    resident.reload()
    expect(resident.locator("main")).to_contain_text("经核对，登记与证件一致。")
