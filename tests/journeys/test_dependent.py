"""Questions that depend on an answer: with the script, without it, by ear and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import serious_faults

INSURANCE = "11990100000101717T3992000016000"
FOOD_FORM = "/items/1199010200010241084990100013000/apply?situation=food-sale"
PLACE = "经营场所地址"
ELSEWHERE = "安和市明德区学府路9号"


def at_the_food_form(visit: Callable[..., Page], **options: Any) -> Page:
    page = visit(**options)
    sign_in(page, "周予安")
    page.goto(FOOD_FORM)
    return page


def same_place(page: Page, answer: str) -> None:
    page.locator(f"[name='a.same_place'][value='{answer}']").check()


def posted(page: Page) -> list[str]:
    """Bodies of what the page posts from now on."""
    bodies: list[str] = []

    def keep(request: Request) -> None:
        if request.method == "POST":
            bodies.append(request.post_data or "")

    page.on("request", keep)
    return bodies


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(visit: Callable[..., Page]):
    page = at_the_food_form(visit, width=375)
    place = page.get_by_label(PLACE)
    expect(place).to_be_hidden()
    page.locator("[name='a.same_place']").first.focus()
    page.keyboard.press("ArrowDown")  # the keyboard chooses "no"
    expect(place).to_be_visible()
    expect(place).to_have_attribute("required", "")
    expect(page.locator("form .sr[role=status]")).to_have_text(f"还需要填写： {PLACE}")
    expect(page.get_by_text("仅当“就在登记的住所经营”")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(place).to_be_focused()
    assert not serious_faults(page)
    same_place(page, "yes")
    expect(place).to_be_hidden()


def test_a_hidden_answer_is_never_sent_and_waits_if_asked_again(visit: Callable[..., Page]):
    page = at_the_food_form(visit)
    same_place(page, "no")
    page.get_by_label(PLACE).fill(ELSEWHERE)
    same_place(page, "yes")
    bodies = posted(page)
    page.get_by_role("button", name="暂存").click()
    expect(page.get_by_text("已暂存")).to_be_visible()
    assert bodies
    assert ELSEWHERE not in bodies[0]
    assert "a.premises" not in bodies[0]
    same_place(page, "no")
    page.get_by_label(PLACE).fill(ELSEWHERE)
    same_place(page, "yes")
    same_place(page, "no")
    expect(page.get_by_label(PLACE)).to_have_value(ELSEWHERE)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_server_judges_alike(visit: Callable[..., Page], script: bool):
    page = at_the_food_form(visit, java_script_enabled=script)
    if not script:
        expect(page.get_by_label(PLACE)).to_be_visible()
        expect(page.get_by_text("仅当“就在登记的住所经营”为“否”时填写。")).to_be_visible()
    same_place(page, "no")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{PLACE}：这一项还没有填")
    expect(page.get_by_label(PLACE)).to_be_visible()
    if script:
        same_place(page, "yes")
    else:
        page.get_by_label(PLACE).fill(ELSEWHERE)
        same_place(page, "yes")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_contain_text("经营面积")
    expect(page.get_by_role("alert")).not_to_contain_text(PLACE)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_what_is_not_asked_is_not_in_the_review(visit: Callable[..., Page], script: bool):
    page = visit(java_script_enabled=script)
    sign_in(page, "赵长青")
    page.goto(f"/items/{INSURANCE}/apply")
    page.get_by_label("一般居民").check()
    if not script:
        page.get_by_label("出生医学证明编号").fill("T990000001")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.locator("main")).to_contain_text("户籍地址")
    expect(page.locator("main")).not_to_contain_text("出生医学证明编号")
    assert "T990000001" not in page.content()
