"""One thing done together 一件事: a birth, from the search to steps that begin by themselves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sign_in, the_worker_runs
from tests.journeys.looking import overflow, serious_faults
from tests.journeys.test_on_behalf import PNG
from tests.journeys.town import Town


def looks_well(page: Page) -> None:
    assert not serious_faults(page)
    assert overflow(page) <= 0


def test_a_birth_is_one_thing(visit: Callable[..., Page], town: Town):
    mother = visit(width=320, is_mobile=True, java_script_enabled=True)
    sign_in(mother, "许知夏")
    mother.goto("/search?q=孩子出生")
    mother.get_by_role("link", name="新生儿出生").click()
    expect(mother.locator(".waves > li")).to_have_count(3)
    looks_well(mother)
    mother.get_by_role("link", name="填一张表").click()
    mother.get_by_label("父母已登记结婚").check()
    mother.locator("[name='a.take.shengyu'][value='no']").check()
    mother.get_by_role("button", name="继续", exact=True).click()
    mother.get_by_role("link", name="换一个人或企业办理").click()
    mother.get_by_role("button", name="选择 周安宁").click()
    expect(mother.get_by_label("孩子姓名")).to_have_count(1)
    looks_well(mother)
    mother.get_by_role("button", name="下一步：核对").click()
    expect(mother.get_by_role("alert")).to_contain_text("孩子姓名：这一项还没有填")
    expect(mother.get_by_role("alert")).to_contain_text("证件照")
    mother.get_by_label("孩子姓名").fill("周安宁")
    mother.get_by_role("button", name="暂存，以后再填").click()
    expect(mother.locator("main")).to_contain_text("保留到")
    looks_well(mother)
    mother.get_by_role("link", name="继续填写已暂存的内容").click()
    expect(mother.get_by_label("孩子姓名")).to_have_value("周安宁")
    fill_in(mother)
    mother.get_by_role("button", name="下一步：核对").click()
    looks_well(mother)
    mother.get_by_text("我已核对以上内容").click()
    mother.get_by_role("button", name="签名并提交").click()
    expect(mother.get_by_role("heading", level=1)).to_contain_text("申请已收到")
    looks_well(mother)
    mother.get_by_role("link", name="查看进度").click()
    expect(mother.locator("main")).to_contain_text("0 / 5")
    looks_well(mother)
    the_first_step_is_decided(visit, mother)
    the_worker_runs(town)
    mother.reload()
    expect(mother.locator("main")).to_contain_text("1 / 5")
    expect(mother.locator(".wave").nth(1).get_by_text("已收件，待受理")).to_have_count(2)
    mother.goto("/cases")
    expect(mother.locator("main")).to_contain_text("1 / 5")


def fill_in(page: Page) -> None:
    page.get_by_label("孩子姓名").fill("周安宁")
    page.locator("[name='a.jiezhong.clinic'][value='xuefu']").check()
    page.locator("[name='a.hukou.relation'][value='mother']").check()
    page.locator("[name='a.shebaoka.bank'][value='demo-bank-a']").check()
    page.locator("[name='a.shebaoka.delivery'][value='window']").check()
    portrait = {"name": "baby.png", "mimeType": "image/png", "buffer": PNG}
    page.locator("[name='m.shebaoka.portrait']").set_input_files(portrait)


def the_first_step_is_decided(visit: Callable[..., Page], mother: Page) -> None:
    case = mother.locator(".wave a").first.get_attribute("href") or ""
    officer = visit()
    sign_in(officer, "梁宁")
    claim(officer, case)
    expect(officer.locator("main")).to_contain_text("这是“一件事”中的一个事项")
    expect(officer.locator("main")).to_contain_text("新生儿出生")
    act(officer, "accept").click()
    hand_on(officer, case)
    approve(officer, case)
