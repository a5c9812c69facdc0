"""From another place: handed in there and decided at home; and one case handled by two cities."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sign_in
from tests.journeys.looking import looked_at_here
from tests.journeys.test_joint_review import finish
from tests.journeys.test_on_behalf import PNG, check_and_send

PERMIT = "11990102000102111A4990700011000"
MOVE = "1199020200020241134990700091000"


def test_a_permit_is_handed_in_in_another_city_and_handed_out_there(visit: Callable[..., Page]):
    clerk, home, person = visit(), visit(), visit(width=375)
    sign_in(clerk, "孙立")
    sign_in(home, "马骁")
    sign_in(person, "陈一帆")
    receipt, case = collect(clerk)
    faults = looked_at_here(clerk)
    person.goto(case)
    expect(person.locator("#duty-log")).to_contain_text("现在负责： 东岸区市场监督管理局")
    faults += looked_at_here(person)

    home.goto("/desk/relays")
    faults += looked_at_here(home, (1280,))
    home.goto(receipt)
    faults += it_comes_back_and_goes_again_with_a_new_file(clerk, home, receipt)
    home.get_by_role("button", name="签收，开始计时").click()
    expect(home.locator("#duty-log")).to_contain_text("现在负责： 安和市公安局明德分局")
    claim(home, case)
    act(home, "accept").click()
    hand_on(home, case)
    approve(home, case)
    home.goto(receipt)
    home.get_by_role("button", name=re.compile("把结果送回代收地")).click()

    clerk.goto(receipt)
    clerk.get_by_role("button", name="签收结果").click()
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="陈一帆")
    clerk.get_by_role("button", name=re.compile("签名屏签名并发放")).click()
    expect(clerk.locator("article.paper")).to_contain_text("已办完")
    person.goto(case)
    log = person.locator("#duty-log")
    expect(log).to_contain_text("已办完")
    each = log.locator("ol").first.locator("> li")
    expect(each, "collected, decided, handed out").to_have_count(3)
    assert not faults, "\n".join(faults)


def it_comes_back_and_goes_again_with_a_new_file(
    clerk: Page, home: Page, receipt: str
) -> list[str]:
    """The home office says what cannot be read; the person brings it and shows their card."""
    home.get_by_text("退回代收地", exact=True).click()
    home.locator("#f-reason").fill("租赁合同看不清")
    home.get_by_role("button", name="退回", exact=True).click()
    expect(home.locator("article.paper")).to_contain_text("已退回代收地")
    clerk.goto(receipt)
    clerk.locator("#f-again").fill("本人重新带来")
    clerk.get_by_text("本人带来了补充的材料", exact=True).click()
    file = {"name": "again.png", "mimeType": "image/png", "buffer": PNG}
    clerk.locator("input[name^='m.']").first.set_input_files(file)
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="陈一帆")
    faults = looked_at_here(clerk, (375,))
    clerk.get_by_role("button", name="读取身份证，连同新材料重新转送").click()
    expect(clerk.locator("article.paper")).to_contain_text("补充或更换的材料")
    home.goto(receipt)
    expect(home.locator("article.paper")).to_contain_text("补充或更换的材料")
    return faults


def collect(clerk: Page) -> tuple[str, str]:
    """The window elsewhere: card, form, formal check, signature; receipt and case."""
    clerk.goto(f"/desk/reception?item={PERMIT}")
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="陈一帆")
    clerk.get_by_role("button", name="读卡并开始").click()
    clerk.wait_for_url(re.compile("/desk/reception/sitting_"))
    clerk.get_by_label("在本地工作").check()
    clerk.locator("main form button.big").click()
    clerk.locator("input[value=electronic]").check()
    clerk.get_by_role("button", name="宣读核对").click()
    clerk.locator("input[name=truth]").check()
    clerk.get_by_role("button", name="签名屏签名并收件").click()
    expect(clerk.locator("main")).to_contain_text("还没有核对齐全")
    for box in ("truth", "complete", "legible"):
        clerk.locator(f"input[name={box}]").check()
    clerk.get_by_role("button", name="签名屏签名并收件").click()
    slip = clerk.locator("article.paper")
    expect(slip).to_contain_text("不是受理通知")
    expect(clerk.locator("#duty-log")).to_contain_text("等待签收")
    receipt = "/desk" + clerk.url.split("/desk")[1]
    number = slip.locator("dd.num").nth(1).inner_text()
    return receipt, case_of(clerk, number)


def case_of(clerk: Page, number: str) -> str:
    """The address of the case the person finds under its number."""
    found = clerk.request.get("/api/v1/relays").json()["collected"]
    return next(f"/cases/{one['case_id']}" for one in found if one["case_number"] == number)


def test_a_firm_moves_to_another_city_with_one_application(visit: Callable[..., Page]):
    owner, new, old = visit(), visit(), visit()
    for page, name in ((owner, "周予安"), (new, "孙立"), (old, "陈思远")):
        sign_in(page, name)
    owner.goto(f"/items/{MOVE}/apply")
    owner.get_by_label("新住所").first.fill("云岭市东岸区滨江路9号")
    lease = {"name": "lease.png", "mimeType": "image/png", "buffer": PNG}
    owner.locator("input[type=file]").first.set_input_files(lease)
    case = check_and_send(owner)
    claim(new, case)
    act(new, "accept").click()
    old.goto("/desk/")
    expect(old.locator("main")).to_contain_text("企业跨市迁移登记")
    finish(old, case, "agreed")
    finish(new, case, "agreed")
    approve(new, case)
    owner.goto(case)
    joint = owner.locator("#joint")
    expect(joint).to_contain_text("明德区市场监督管理局")
    expect(joint).to_contain_text("东岸区")
    expect(owner.locator(".timeline")).to_contain_text("准予")
    assert not looked_at_here(owner)
