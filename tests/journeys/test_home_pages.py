"""One page of what concerns me or my firm; a message read; policies that fit, once agreed to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import overflow, serious_faults
from tests.journeys.test_paying import shot

FIRM = "安和市小满餐饮有限公司"


def test_an_old_man_reads_his_page_and_has_policies_looked_for(visit: Callable[..., Page]):
    person = visit(width=375)
    sign_in(person, "赵长青")
    person.goto("/mine")
    expect(person.locator("section:has(#b-benefits)")).to_contain_text("高龄津贴")
    expect(person.locator("section:has(#b-policies)")).to_contain_text("未开启")
    told = person.locator("section:has(#b-messages)")
    told.get_by_role("button", name="有一项待遇可以发给您").first.click()
    expect(person.locator("main")).to_contain_text("您可以享受“")
    expect(person.locator("main")).to_contain_text("打开时间")
    shot(person, "message")

    person.goto("/mine")
    shot(person, "mine-before")
    person.get_by_role("link", name="了解并决定").click()
    person.get_by_role("button", name="同意并查找").click()
    fitting = person.locator("section:has(#for-me)")
    expect(fitting).to_contain_text("六十岁以上老人优惠乘车")
    expect(fitting).not_to_contain_text("新生儿落地参保")
    fitting.get_by_text("为什么推荐").first.click()
    expect(fitting).to_contain_text("年满八十周岁")
    assert not serious_faults(person)
    shot(person, "policies")
    person.goto("/my-data")
    expect(person.locator("section:has(#looks)")).to_contain_text("为您查找能享受的政策")

    person.goto("/policies/laoren-chengche")
    expect(person.locator("main")).to_contain_text("您可能符合这项政策")
    shot(person, "policy")
    person.locator("summary", has_text="与我无关").click()
    person.get_by_role("button", name="我已经享受了").click()
    person.goto("/mine")
    shown = person.locator("section:has(#b-policies)")
    expect(shown).to_contain_text("八十岁以上老人高龄津贴")
    expect(shown).not_to_contain_text("优惠乘车")
    assert not serious_faults(person)
    person.context.add_cookies([{"name": "tongban_size", "value": "large", "url": person.url}])
    person.set_viewport_size({"width": 320, "height": 900})
    for address in ("/mine", "/messages", "/messages/settings", "/policies"):
        person.goto(address)
        assert overflow(person) <= 0, address
    shot(person, "large")


def test_an_owner_reads_the_page_of_the_firm(visit: Callable[..., Page]):
    owner = visit()
    sign_in(owner, "周予安")
    owner.goto("/mine")
    expect(owner.get_by_role("heading", level=1)).to_contain_text(f"企业主页 {FIRM}")
    owner.goto("/policies")
    owner.get_by_role("button", name="同意并查找").click()
    expect(owner.locator("section:has(#for-me)")).to_contain_text("新开办企业三年成长扶持")
    owner.goto("/messages/settings")
    owner.get_by_role("button", name="确认送达地址，同意电子送达").click()
    owner.locator("form[action$='/sms'] input[name=number]").fill("19900001001")
    owner.get_by_role("button", name="开启 短信").click()
    expect(owner.locator("main")).to_contain_text("发送到尾号 1001")
    assert not serious_faults(owner)
    shot(owner, "settings")
    owner.goto("/mine")
    assert not serious_faults(owner)
    shot(owner, "firm")
    owner.locator("summary", has_text="您在为谁办事").click()
    owner.get_by_role("button", name="选择 周予安").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("我的主页 周予安")
    expect(owner.locator("section:has(#b-policies)")).to_contain_text("未开启")
