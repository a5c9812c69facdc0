"""告知承诺 to its end: promised and granted at once, found untrue, revoked, recorded."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, sign_in
from tests.journeys.test_bundle import looks_well, the_worker_runs
from tests.journeys.test_on_behalf import FIRM, PNG, check_and_send
from tests.journeys.town import Town

HYGIENE = "11990102000102517K4990100021000"


def test_a_promise_is_checked_found_untrue_and_revoked(visit: Callable[..., Page], town: Town):
    owner, inspector, approver = visit(width=375, is_mobile=True), visit(), visit()
    sign_in(owner, "周予安")
    case = promised(owner)
    the_worker_runs(town)

    sign_in(inspector, "唐薇")
    inspector.goto("/desk/oversight")
    expect(inspector.locator("main")).to_contain_text("告知承诺")
    inspector.goto("/desk/promises")
    inspector.get_by_role("row", name=FIRM).get_by_role("link").click()
    found(inspector, "责令限期整改", "两名店员没有健康证。")
    expect(inspector.locator("main")).to_contain_text("等待当事人整改")

    owner.goto(case)
    expect(owner.locator("main")).to_contain_text("两名店员没有健康证。")
    owner.get_by_label("您做了哪些整改？").fill("已经去办了。")
    owner.get_by_role("button", name="已整改，请来复查").click()
    inspector.reload()
    inspector.get_by_role("button", name="查询").click()
    expect(inspector.locator("main")).to_contain_text("没有记录")
    found(inspector, "核查不实，告知拟撤销", "复查时仍然没有健康证。")

    owner.goto(case)
    expect(owner.locator("main")).to_contain_text("机关拟撤销这个决定，请您陈述申辩")
    looks_well(owner)
    owner.get_by_label("您的意见").fill("人手不够，还没来得及办。")
    owner.get_by_role("button", name="提交陈述申辩").click()

    sign_in(approver, "梁宁")
    approver.goto(f"/desk{case}")
    approver.locator("details:has(form[action$='/revocation']) > summary").click()
    approver.locator("form[action$='/revocation'] [name=grounds]").fill("承诺的健康证一直没有。")
    act(approver, "revocation").click()
    expect(approver.locator("main")).to_contain_text("办结：准予后已撤销")
    revoked_and_recorded(owner, case)


def promised(owner: Page) -> str:
    owner.goto(f"/items/{HYGIENE}/apply")
    expect(owner.locator("main")).to_contain_text("选哪一种由您自己决定")
    owner.get_by_label("告知承诺").check()
    owner.get_by_role("button", name="继续").click()
    owner.get_by_label("经营地址").fill("安和市明德区学府路50号")
    owner.locator("[name='a.place_kind'][value='beauty']").check()
    owner.get_by_label("使用面积").fill("60")
    owner.get_by_label("从业人员人数").fill("5")
    file = {"name": "layout.png", "mimeType": "image/png", "buffer": PNG}
    owner.locator("[name='m.layout']").set_input_files(file)
    case = check_and_send(owner)
    expect(owner.get_by_role("heading", level=1)).to_contain_text("已办结：准予")
    owner.goto(case)
    expect(owner.locator("main")).to_contain_text("待核查")
    return case


def found(inspector: Page, finding: str, words: str) -> None:
    inspector.get_by_label(finding).check()
    inspector.get_by_label("核查情况").fill(words)
    inspector.get_by_role("button", name="记录核查结论").click()


def revoked_and_recorded(owner: Page, case: str) -> None:
    owner.goto(case)
    expect(owner.locator("main")).to_contain_text("这个决定已被撤销")
    expect(owner.locator("main")).to_contain_text("行政复议")
    owner.locator(".cert a").first.click()
    identifier = owner.locator("main code").first.inner_text()
    owner.goto(f"/verify?code={identifier}")
    expect(owner.get_by_role("status")).to_contain_text("撤销")
    owner.goto("/promises")
    expect(owner.locator("main")).to_contain_text(FIRM)
    owner.goto(f"/items/{HYGIENE}/apply")
    expect(owner.get_by_label("告知承诺")).to_be_disabled()
    owner.goto("/credit")
    expect(owner.locator("main")).to_contain_text("明德区卫生健康局")
    assert owner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    owner.get_by_role("link", name="申请信用修复").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("信用修复")
