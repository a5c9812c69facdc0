"""Acting for somebody else: a mother for her newborn, an owner for the firm."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sent, sign_in

BIRTH = "1199010200010212X25990700015000"
INSURANCE = "11990100000101717T3992000016000"
FOOD_LICENCE = "1199010200010241084990100013000"
FIRM = "安和市小满餐饮有限公司"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_mother_registers_the_birth_of_her_child(visit: Callable[..., Page]):
    mother, officer = visit(width=375, is_mobile=True), visit()
    sign_in(mother, "许知夏")
    mother.goto(f"/items/{BIRTH}/apply?situation=married")
    apply_for(mother, "周安宁")
    expect(mother.locator(".who")).to_contain_text("申请人： 周安宁")
    expect(mother.locator("header")).to_contain_text("代 周安宁")
    expect(answered(mother, "新生儿性别")).to_have_text("女")
    mother.get_by_label("母亲", exact=True).check()
    mother.get_by_label("孩子姓名").fill("周安宁")
    case = check_and_send(mother)

    stranger = visit()
    sign_in(stranger, "林晓禾")
    stranger.goto(case)
    expect(stranger.locator("main")).not_to_contain_text("周安宁")

    sign_in(officer, "马骁")
    claim(officer, case)
    expect(officer.locator("main")).to_contain_text("许知夏")
    act(officer, "accept").click()
    hand_on(officer, case)
    approve(officer, case)

    mother.goto(f"{case}/result")
    expect(mother.get_by_role("heading", level=1)).to_contain_text("已办结：准予")
    mother.locator(".cert a").first.click()
    expect(mother.locator("main")).to_contain_text("安和市明德区文昌路18号1栋302室")


def test_a_newborn_without_a_number_can_be_insured(visit: Callable[..., Page]):
    mother = visit(width=320)
    sign_in(mother, "许知夏")
    mother.goto(f"/items/{INSURANCE}/apply")
    apply_for(mother, "周安宁")
    mother.get_by_label("还没有上户口的新生儿").check()
    mother.get_by_label("姓名", exact=True).fill("周安宁")
    mother.get_by_label("出生日期").fill("2026-03-01")
    case = check_and_send(mother)
    expect(mother.get_by_role("heading", level=1)).to_contain_text("申请已收到")
    mother.goto(case)
    expect(mother.locator("main")).to_contain_text("周安宁")


def test_an_owner_applies_for_the_firm_and_it_reaches_the_desk(visit: Callable[..., Page]):
    owner, clerk = visit(width=375, is_mobile=True), visit()
    sign_in(owner, "周予安")
    expect(owner.locator("header")).to_contain_text(f"代 {FIRM}")
    owner.goto(f"/items/{FOOD_LICENCE}/apply?situation=food-service")
    expect(answered(owner, "企业名称")).to_have_text(FIRM)
    fill_the_food_form(owner)
    owner.get_by_role("button", name="下一步：核对").click()
    everything_missing_is_told(owner)

    for material in ("layout", "rules"):
        file = {"name": f"{material}.png", "mimeType": "image/png", "buffer": PNG}
        owner.locator(f"[name='m.{material}']").set_input_files(file)
    case = check_and_send(owner)
    expect(owner.locator("main")).to_contain_text(FIRM)

    sign_in(clerk, "王敏")
    claim(clerk, case)
    expect(clerk.locator("main")).to_contain_text(FIRM)
    act(clerk, "accept").click()
    owner.goto(case)
    expect(owner.locator(".light").first).to_contain_text("个工作日")


@pytest.mark.parametrize(
    ("person", "code", "offered"),
    [("许知夏", FOOD_LICENCE, None), ("周予安", BIRTH, "周予安")],
    ids=["a-person-at-a-firms-service", "a-firm-at-a-persons-service"],
)
def test_who_is_not_served_is_told_before_typing(
    visit: Callable[..., Page], person: str, code: str, offered: str | None
):
    page = visit()
    sign_in(page, person)
    page.goto(f"/items/{code}/apply")
    expect(page.locator("main")).to_contain_text("您现在代表的一方不能办理这个事项")
    expect(page.locator("main form")).to_have_count(1 if offered else 0)
    if offered:
        page.locator("main form").get_by_role("button", name=offered).click()
        assert page.url.endswith(f"/items/{code}/apply")
        expect(page.locator("main")).to_contain_text("您属于哪种情形？")


def apply_for(page: Page, name: str) -> None:
    page.get_by_role("link", name="换一个人或企业办理").click()
    page.get_by_role("button", name=f"选择 {name}").click()


def answered(page: Page, label: str) -> object:
    return page.locator(".fixed").filter(has=page.get_by_text(label, exact=True)).locator(".held")


def check_and_send(page: Page) -> str:
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()
    return sent(page)


def fill_the_food_form(page: Page) -> None:
    chosen = {"same_place": "yes", "business_form": "food-service", "projects": "hot"}
    for name, value in (chosen | {"delivers": "no"}).items():
        page.locator(f"[name='a.{name}'][value='{value}']").check()
    page.get_by_label("经营面积").fill("86")
    page.get_by_label("食品安全管理员姓名").fill("许知夏")


def everything_missing_is_told(page: Page) -> None:
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("经营场所和设备布局、操作流程图")
    expect(summary).to_contain_text("食品安全规章制度")
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("经营面积")).to_have_value("86")
