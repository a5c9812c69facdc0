"""The operator's console: every page opens, says what it is about, and lets nobody else in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_work import sent, sign_in
from tests.journeys.looking import looked_at

ITEM = "11990102000102111A4992000010000"
PAGES = {
    "/console/": "后台进程",
    "/console/packs": "示例省政务服务内容包",
    "/console/packs/shili": "示例省政务服务内容包",
    "/console/catalogue": "事项目录",
    "/console/catalogue?text=居住证": "居住证签注",
    f"/console/catalogue/{ITEM}": "居住证签注",
    "/console/flows": "户外招牌联合审查",
    "/console/flows/huwai-zhaopai": "每条路径都以决定或者撤回结束",
    "/console/rules": "立即停用",
    "/console/batches": "批量制证",
    "/console/sharing": "人口基础信息",
    "/console/sharing/1010101-1": "不得留存",
    "/console/sharing/nodes/new": "两把公钥",
    "/console/sharing/nodes/compare": "两端都要存证",
    "/console/federation": "还没有联通其他平台",
    "/console/events": "投递",
    "/console/evidence": "存证",
    "/console/evidence?check=1": "内容和位置都没有变",
}


def test_an_operator_walks_the_console(visit: Callable[..., Page]):
    operator = visit()
    sign_in(operator, "吴桐")
    faults = []
    for address, says in PAGES.items():
        faults += looked_at(operator, address)
        expect(operator.locator("main")).to_contain_text(says)
    assert not faults, "\n".join(faults)


def test_the_console_opens_by_its_own_links(visit: Callable[..., Page]):
    operator = visit()
    sign_in(operator, "吴桐")
    operator.goto("/console/")
    reached = {link.get_attribute("href") for link in operator.locator("nav a").all()}
    plain = {address for address in PAGES if address.count("/") == 2 and "?" not in address}
    assert plain <= reached


def test_the_figures_follow_what_happens(visit: Callable[..., Page]):
    operator, resident = visit(), visit()
    sign_in(operator, "吴桐")
    sign_in(resident, "林晓禾")
    approved = approved_cases(operator)
    case = endorse(resident)
    assert approved_cases(operator) == approved + 1
    operator.goto(f"/console/evidence?about={case}")
    expect(operator.get_by_role("table")).to_contain_text("cases.submitted")


def approved_cases(page: Page) -> int:
    page.goto("/console/")
    page.get_by_text("以表格查看").click()
    named = page.get_by_text("办结：准予", exact=True)
    row = page.get_by_role("row").filter(has=named)
    return int(row.locator(".amount").inner_text())


def endorse(page: Page) -> str:
    """Submit the item that is decided at once; the id of its case."""
    page.goto(f"/items/{ITEM}/apply")
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()
    return sent(page).removeprefix("/cases/")


@pytest.mark.parametrize("name", ["林晓禾", "王敏"])
def test_nobody_else_gets_in_and_is_told_kindly(visit: Callable[..., Page], name: str):
    other = visit()
    sign_in(other, name)
    for address in PAGES:
        answer = other.goto(address)
        assert answer is not None
        assert answer.status in (401, 403, 404), address
        expect(other.locator("main")).to_contain_text("。")
        assert "后台进程" not in other.content()


def test_the_desk_has_no_serious_fault(visit: Callable[..., Page]):
    officer = visit()
    sign_in(officer, "马骁")
    faults = looked_at(officer, "/desk/")
    assert not faults, "\n".join(faults)
