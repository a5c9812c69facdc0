"""A newcomer and an officer: all defects told once, put right, approved, certificate verified."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sign_in

PERMIT = "11990102000102111A4990700011000"


def test_an_officer_asks_once_and_approves(visit: Callable[..., Page]):
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


def apply_for_a_permit(page: Page) -> str:
    page.goto(f"/items/{PERMIT}/apply?situation=work")
    for group in page.locator("fieldset.field").all():
        group.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return "/cases/" + page.url.split("/cases/")[1].removesuffix("/result")


def ask_for_corrections(page: Page, case: str) -> None:
    claim(page, case)
    page.locator("details:has(form[action$='/correction']) > summary").click()
    page.locator(".defect").filter(has_text="手机号码").locator("input").fill(
        "手机号打不通，请换一个"
    )
    act(page, "correction").click()
    expect(page.locator("main")).to_contain_text("待补正")
