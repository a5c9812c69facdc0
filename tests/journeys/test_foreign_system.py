"""A tobacco licence through the national system: pushed, advanced there, back with its licence;
stopped in between, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.test_on_behalf import check_and_send
from tests.journeys.test_paying import shot
from tests.journeys.town import Town
from tests.journeys.vertical import connected

TOBACCO = "1199010200010263XF4990100042000"


def test_a_case_is_pushed_to_the_national_system_and_comes_back(
    visit: Callable[..., Page], town: Town, tmp_path: Path
):
    owner, clerk, theirs = visit(width=375), visit(), visit()
    with connected(town, tmp_path) as (vertical, worker):
        sign_in(owner, "周予安")
        case = apply(owner)
        worker.runs()
        sign_in(clerk, "王敏")
        clerk.goto(f"/desk{case}")
        panel = clerk.locator("section[aria-labelledby=referral]")
        expect(panel).to_contain_text("对方办理中")
        expect(panel).to_contain_text("YC20")

        theirs.goto(vertical.url)
        expect(theirs.locator("main")).to_contain_text("安和市小满餐饮有限公司")
        expect(theirs.locator("main")).to_contain_text("人工补录 0 项")
        theirs.get_by_role("button", name="已受理").click()
        worker.runs()
        owner.goto(case)
        expect(owner.locator(".timeline")).to_contain_text("部门系统已登记，等待受理")
        expect(owner.locator(".timeline")).to_contain_text("受理")

        theirs.get_by_role("button", name="实地勘验合格").click()
        vertical.stop()
        worker.runs()
        clerk.reload()
        expect(panel).to_contain_text("对方系统没有应答，自动重试")
        shot(clerk, "desk-foreign-silent")
        vertical.start()
        theirs.goto(vertical.url)
        theirs.locator("input[name=words]").first.fill("店面属实")
        theirs.get_by_role("button", name="准予许可，已发证").click()
        panel.get_by_role("button", name="再发一次").click()
        worker.runs()

        clerk.goto(f"/desk{case}")
        expect(panel).to_contain_text("已结束，两边一致")
        expect(panel).to_contain_text("本平台签章的电子证照")
        expect(panel.locator("dt:has-text('对方人工补录字段数') + dd")).to_have_text("0")
        shot(clerk, "desk-foreign-done")
        owner.goto(case)
        expect(owner.locator(".timeline")).to_contain_text("已到店实地核查，合格")
        expect(owner.locator(".timeline")).to_contain_text("店面属实")
        expect(owner.locator(".cert").first).to_be_visible()
        shot(owner, "foreign-timeline")
        clerk.goto("/desk/systems")
        expect(clerk.locator("main")).to_contain_text("没有卡住的办件")
        operator = visit(width=375)
        sign_in(operator, "吴桐")
        operator.goto("/console/connectors")
        operator.get_by_role("button", name="现在联系各系统").click()
        expect(operator.locator("main")).to_contain_text("能连通，字段和状态都对得上。")
        expect(operator.locator("main")).to_contain_text("应答正常")
        shot(operator, "console-connectors")


def apply(owner: Page) -> str:
    owner.goto(f"/items/{TOBACCO}/apply")
    owner.get_by_label("经营地址").fill("安和市明德区文昌路20号")
    owner.get_by_label("经营面积（平方米）").fill("36")
    return check_and_send(owner)
