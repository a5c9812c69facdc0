"""A fee set by law: accepted, the clock waits; paid once with a receipt; both books agree."""

from __future__ import annotations

import os
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, claim, sent, sign_in, the_worker_runs
from tests.journeys.town import Town

ID_CARD = "11990102000102111A4990700024000"


def test_a_fee_is_paid_and_the_case_goes_on(visit: Callable[..., Page], town: Town):
    person, clerk, operator = visit(width=375), visit(), visit()
    sign_in(person, "赵长青")
    case = apply_for_a_card(person)
    sign_in(clerk, "王敏")
    claim(clerk, case)
    act(clerk, "accept").click()
    expect(clerk.locator("main")).to_contain_text("待缴费，停表")
    shot(clerk, "desk")

    person.goto(case)
    expect(person.locator("main")).to_contain_text("有一笔费用待缴")
    expect(person.locator("main")).to_contain_text("¥40.00")
    shot(person, "case")
    person.get_by_role("link", name="查看并缴费").click()
    shot(person, "notice")
    pay(person, "不付款，离开")
    expect(person.locator("main")).to_contain_text("待缴费")
    pay(person, "付款")
    expect(person.locator("main")).to_contain_text("已缴费")
    person.get_by_role("link", name="财政电子票据").click()
    expect(person.locator("article")).to_contain_text("赵长青")
    shot(person, "receipt")
    expect(person.locator("article")).to_contain_text("¥40.00")
    expect(person.locator("article")).to_contain_text("示例省财政厅")
    the_worker_runs(town)
    person.reload()
    person.get_by_role("link", name="下载或核验盖章票据").click()
    expect(person.locator("main")).to_contain_text("财政电子票据")
    shot(person, "sealed")
    both_seals_hold(person)
    person.goto("/payments")
    shot(person, "list")
    expect(person.locator("main li").first).to_contain_text("已缴费")
    person.goto(case)
    expect(person.locator(".timeline")).to_contain_text("费用已结清，继续计时")

    sign_in(operator, "吴桐")
    operator.goto("/console/payments")
    operator.get_by_role("button", name="对账一次").click()
    expect(operator.locator("main section").first).to_contain_text("一致")
    expect(operator.locator("main section").first).to_contain_text("¥40.00")
    shot(operator, "reconcile")


def both_seals_hold(page: Page) -> None:
    """The file of the receipt, verified by anybody: the collecting body and who supervises it."""
    file = page.context.request.get(f"{page.url}.ofd")
    given = {"name": "receipt.ofd", "mimeType": "application/ofd", "buffer": file.body()}
    page.goto("/verify")
    page.locator("#f-file").set_input_files(given)
    page.locator(
        "form:has(#f-file) button[type=submit], form:has(#f-file) button.button"
    ).first.click()
    shown = page.locator("main")
    expect(shown).to_contain_text("监制章核验通过")
    expect(shown).to_contain_text("示例省财政厅")
    shot(page, "verified")


def shot(page: Page, name: str) -> None:
    folder = os.environ.get("SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def apply_for_a_card(page: Page) -> str:
    page.goto(f"/items/{ID_CARD}/apply")
    page.get_by_label("证件损坏").check()
    page.get_by_label("到窗口领取").check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()
    return sent(page)


def pay(page: Page, choice: str) -> None:
    page.get_by_role("button", name="立即缴费").click()
    shot(page, "cashier")
    page.get_by_role("button", name=choice, exact=True).click()
