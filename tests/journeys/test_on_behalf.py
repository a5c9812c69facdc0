"""Acting for somebody: a mother for her newborn, an owner for his restaurant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_reviewed import sign_in

BIRTH = "1199010200010212X25990700015000"
FOOD = "1199010200010241084990100013000"


def test_a_mother_registers_the_birth_of_her_child(visit: Callable[..., Page]):
    mother = visit(width=375)
    sign_in(mother, "许知夏")
    mother.goto("/account")
    mother.get_by_role("button", name="选择").click()
    expect(mother.locator("li", has_text="周安宁")).to_contain_text("已选择")

    mother.goto(f"/items/{BIRTH}/apply?situation=married")
    expect(mother.locator("main")).to_contain_text("经办人 许知夏")
    fill_what_is_empty(mother)
    case = send(mother)
    mother.goto(case)
    expect(mother.locator("main")).to_contain_text("周安宁")
    expect(mother.locator("main")).to_contain_text("许知夏")

    stranger = visit()
    sign_in(stranger, "林晓禾")
    stranger.goto(case)
    expect(stranger.locator("main")).not_to_contain_text("周安宁")


def test_an_owner_applies_for_his_firm(visit: Callable[..., Page], tmp_path: Path):
    owner = visit()
    sign_in(owner, "周予安")
    owner.goto(f"/items/{FOOD}/apply?situation=food-service")
    expect(owner.locator("main")).to_contain_text("安和市小满餐饮有限公司")
    expect(owner.locator("main")).to_contain_text("来源： 法人基础信息库")
    fill_what_is_empty(owner)
    owner.locator("input[type=file]").nth(0).set_input_files(a_drawing(tmp_path))
    owner.locator("input[type=file]").nth(1).set_input_files(a_drawing(tmp_path))
    case = send(owner)
    owner.goto(case)
    expect(owner.locator("main")).to_contain_text("安和市小满餐饮有限公司")
    expect(owner.locator(".light").first).to_be_visible()

    clerk = visit()
    sign_in(clerk, "王敏")
    clerk.goto(f"/desk{case}")
    expect(clerk.locator("main")).to_contain_text("食品经营许可")


def fill_what_is_empty(page: Page) -> None:
    """Answer what the sources did not: the first choice, a number, or a few words."""
    for group in page.locator("fieldset.field").all():
        if not group.locator("input:checked").count():
            group.locator("input").first.check()
    for field in page.locator("main input[type=text], main input[type=date]").all():
        if field.is_visible() and field.is_editable() and not field.input_value():
            field.fill(words_for(field))


def words_for(field: Locator) -> str:
    if field.get_attribute("type") == "date":
        return "2026-11-20"
    if field.get_attribute("inputmode") in ("numeric", "decimal"):
        return "36"
    return "明德区文昌路20号"


def a_drawing(folder: Path) -> str:
    """A small whole PNG."""
    from PIL import Image

    path = folder / "layout.png"
    Image.new("RGB", (40, 30), "white").save(path)
    return str(path)


def send(page: Page) -> str:
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return "/cases/" + page.url.split("/cases/")[1].removesuffix("/result")
