"""A newcomer and an officer: defects told once, approved, verified, and sent home by post."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sent, sign_in, the_worker_runs
from tests.journeys.looking import looked_at_here
from tests.journeys.town import Town

PERMIT = "11990102000102111A4990700011000"


def test_an_officer_asks_once_and_approves(visit: Callable[..., Page], town: Town):
    person, clerk, reviewer = (visit() for _ in range(3))
    sign_in(person, "陈一帆")
    case = apply_for_a_permit(person)
    expect(person.locator("main")).to_contain_text("申请已收到")

    sign_in(clerk, "王敏")
    ask_for_corrections(clerk, case)

    person.goto(case)
    expect(person.locator(".asked")).to_contain_text("请一次补正以下内容")
    expect(person.locator(".asked")).to_contain_text("手机号打不通，请换一个")
    person.get_by_label("手机号码").fill("19900001234")
    person.get_by_role("button", name="提交补正").click()
    expect(person.locator(".asked")).to_have_count(0)

    clerk.goto(f"/desk{case}")
    act(clerk, "accept").click()
    hand_on(clerk, case)
    person.goto(case)
    expect(person.locator(".light").first).to_contain_text("个工作日")

    sign_in(reviewer, "马骁")
    approve(reviewer, case)

    person.goto(case)
    expect(person.locator(".timeline")).to_contain_text("准予")
    person.locator(".cert a").first.click()
    address = person.locator("a[href*='/verify/']").first.get_attribute("href")
    stranger = visit()
    stranger.goto(str(address))
    expect(stranger.get_by_role("status")).to_contain_text("证照真实有效")
    assert "陈一帆" not in stranger.content()

    nobody_has_to_come(person, reviewer, case, town)


def nobody_has_to_come(person: Page, officer: Page, case: str, town: Town) -> None:
    """The paper goes by post: a wrong telephone is told, the courier comes to the door."""
    person.goto(f"{case}/post")
    expect(person.get_by_label("收件人姓名")).to_have_value("陈一帆")
    expect(person.get_by_label("收件人电话")).to_have_value("19900001234")  # as put right before
    person.get_by_label("收件人电话").fill("不知道")
    person.get_by_label("详细地址，写到门牌号").fill("安和市明德区学府路36号2单元")
    person.get_by_role("button", name="寄给我").click()
    expect(person.get_by_role("alert")).to_contain_text("电话号码不对")
    person.get_by_label("收件人电话").fill("19900001234")
    assert not looked_at_here(person)
    person.get_by_role("button", name="寄给我").click()
    expect(person.locator("main")).to_contain_text("等待寄出")
    officer.goto(f"/desk{case}")
    expect(officer.locator("main")).not_to_contain_text("学府路36号2单元")
    officer.get_by_role("button", name="已封装，交快递").click()
    the_worker_runs(town)
    person.goto(case)
    person.get_by_role("link", name="演示快递").click()
    for _ in range(4):
        person.get_by_role("button", name="往前一步").click()
    expect(person.locator("main")).to_contain_text("已签收")
    person.goto(case)
    expect(person.get_by_role("region", name="邮寄送达")).to_contain_text("派送中")
    expect(person.get_by_role("link", name="申请邮寄结果")).to_have_count(0)


def apply_for_a_permit(page: Page) -> str:
    page.goto(f"/items/{PERMIT}/apply?situation=work")
    for group in page.locator("fieldset.field").all():
        group.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()
    return sent(page)


def ask_for_corrections(page: Page, case: str) -> None:
    claim(page, case)
    page.locator("details:has(form[action$='/correction']) > summary").click()
    page.locator(".defect").filter(has_text="手机号码").locator("input").fill(
        "手机号打不通，请换一个"
    )
    act(page, "correction").click()
    expect(page.locator("main")).to_contain_text("待补正")
