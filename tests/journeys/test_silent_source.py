"""A source that does not answer: the form says so, asks, and the officer knows whose word it is."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sent
from tests.journeys.looking import overflow, serious_faults
from tests.journeys.test_every_page import INSTANT
from tests.journeys.town import Town, beside


def test_a_silent_source_is_named_asked_around_and_told_to_the_officer(
    town: Town, visit: Callable[..., Page]
):
    silent = "shili.hub http://127.0.0.1:9"
    doors = {"TONGBAN_EXCHANGE_NODES": silent, "TONGBAN_EXCHANGE_SECRET": "x"}
    with beside(town, **doors) as url:
        page, officer = visit(width=375, is_mobile=True), visit(language="en-US")
        page.goto(url)
        sign_in_at(page, url, "林晓禾")
        page.goto(f"{url}/items/{INSTANT}/apply")
        expect(page.locator(".notice-care")).to_contain_text("人口基础信息库：没有回应")
        name = page.get_by_label("姓名", exact=True)
        expect(name).to_have_accessible_description("人口基础信息库暂时没有回应，请您填写")
        expect(page.locator(".chip.unheard")).to_have_count(2)
        answered = page.locator(".chip:not(.unheard)")
        expect(answered.nth(2), "the others have answered").to_be_visible()
        assert not serious_faults(page)
        assert overflow(page) <= 0
        name.fill("林晓禾")
        page.get_by_label("公民身份号码").fill("990202199409170026")
        page.get_by_label("是", exact=True).check()
        page.get_by_role("button", name="下一步：核对").click()
        page.get_by_text("我已核对以上内容").click()
        page.get_by_role("button", name="签名并提交").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("申请已收到")
        expect(page.locator("main")).to_contain_text("人口基础信息库：没有回应")
        case = sent(page)

    sign_in_at(officer, town.url, "Ma Xiao")
    officer.goto(f"/desk{case}")
    answers = officer.locator(".answers").filter(has_text="990202199409170026")
    expect(answers).to_contain_text("own word, not checked: Population register did not answer")


def sign_in_at(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name=name).click()
    expect(page.locator(".account-name")).to_be_visible()
