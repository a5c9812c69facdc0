"""A shop sign through the joint review of three agencies, each by its own demo person."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, sign_in
from tests.journeys.test_on_behalf import PNG, check_and_send

SIGN = "11990102000102613W4991000026000"


def test_three_agencies_review_a_shop_sign_and_the_lead_decides(visit: Callable[..., Page]):
    owner, lead, planner, builder = (visit() for _ in range(4))
    sign_in(owner, "周予安")
    case = file_a_sign(owner)
    for officer, name in ((lead, "方宁"), (planner, "梁安"), (builder, "顾遥")):
        sign_in(officer, name)
    claim(lead, case)
    act(lead, "accept").click()
    for officer, result in (
        (lead, "done"), (lead, "done"), (planner, "done"),
        (planner, "agreed"), (builder, "agreed"), (lead, "agreed"),
    ):  # fmt: skip
        finish(officer, case, result)
    approve(lead, case)
    owner.goto(case)
    expect(owner.locator(".timeline")).to_contain_text("联审意见")
    expect(owner.locator(".timeline")).to_contain_text("准予")
    expect(owner.locator(".cert").first).to_be_visible()


def file_a_sign(owner: Page) -> str:
    owner.goto(f"/items/{SIGN}/apply")
    owner.get_by_label("设置位置").fill("文昌路20号门头")
    owner.get_by_label("长×高×厚（米）").fill("6×1.2×0.15")
    owner.get_by_label("是", exact=True).check()
    for material in owner.locator("input[type=file]").all():
        file = {"name": "sign.png", "mimeType": "image/png", "buffer": PNG}
        material.set_input_files(file)
    return check_and_send(owner)


def finish(officer: Page, case: str, result: str) -> None:
    officer.goto(f"/desk{case}")
    officer.locator("details:has(form[action$='/step']) > summary").click()
    form = officer.locator("form[action$='/step']")
    form.locator(f"input[value={result}]").check()
    form.locator("[name=finding]").fill("已看过。")
    act(officer, "step").click()
    officer.goto(f"/desk{case}")
