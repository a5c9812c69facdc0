"""A firm's project: the zone's assessment used, a facilitator beside it, a survey commissioned."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at_here
from tests.journeys.test_on_behalf import PNG

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BUNDLE = "/bundles/gongcheng-xiangmu"
SURVEY_ITEM = "/items/11990102000102736X4992000078000"
SURVEYOR = "安和市经纬测绘有限公司"
INSIDE, OUTSIDE = "150.44,20.52; 150.45,20.52; 150.45,20.53", "150.60,20.52"


def fill_in(page: Page, position: str) -> None:
    for name, value in {
        "yongdi.project": "小满中央厨房", "yongdi.site": "明德经济开发区3号地块",
        "yongdi.position": position, "yongdi.land_area": "2000", "guihua.floor_area": "3000",
        "shigong.contractor": "示例建设有限公司", "duoce.surveyor": SURVEYOR,
        "yanshou.finished_on": "2026-11-02",
    }.items():  # fmt: skip
        page.locator(f"[name='a.{name}']").fill(value)
    page.locator("[name='a.shigong.funds'][value='yes']").check()


def attach(page: Page) -> None:
    drawing = {"name": "a.png", "mimeType": "image/png", "buffer": PNG}
    for name in ("yongdi.plan", "guihua.design", "shentu.drawings", "duoce.survey"):
        page.locator(f"[name='m.{name}']").set_input_files(drawing)


def apply(owner: Page) -> None:
    """Outside the zone its reports are asked for; inside they are not."""
    sign_in(owner, "周予安")
    owner.goto(f"{BUNDLE}/apply")
    fill_in(owner, OUTSIDE)
    attach(owner)
    owner.get_by_role("button", name="下一步：核对").click()
    expect(owner.get_by_role("alert")).to_contain_text("地质灾害危险性评估报告")
    owner.locator("[name='a.yongdi.position']").fill(INSIDE)
    owner.get_by_role("button", name="下一步：核对").click()
    expect(owner.locator("main")).to_contain_text("QYPG-990102-DZ-2025-01")
    owner.get_by_text("我已核对以上内容").click()
    owner.get_by_role("button", name="签名并提交").click()
    owner.get_by_role("link", name="查看进度").click()


def test_a_project_in_the_zone_with_a_facilitator(visit: Callable[..., Page]):
    owner, officer, guide = visit(width=375), visit(), visit(width=375)
    apply(owner)
    case = owner.locator(".wave a").first.get_attribute("href") or ""
    owner.get_by_role("link", name="本项目的代办员").click()
    owner.get_by_label("您的联系方式").fill("周予安 19900001001")
    owner.get_by_role("button", name="申请代办").click()
    expect(owner.locator("main")).to_contain_text("等待安排代办员")
    address = owner.url

    sign_in(guide, "沈佳")
    guide.goto("/desk/facilitation")
    faults = looked_at_here(guide)
    guide.get_by_role("link", name="工程建设项目").first.click()
    guide.get_by_label("您的办公电话").fill("000-88020298")
    guide.get_by_role("button", name="由我代办").click()
    expect(guide.locator("main")).to_contain_text("建设用地规划许可")
    guide.get_by_role("button", name="提醒", exact=True).first.click()
    guide.get_by_label("给企业留言").fill("用地这一步我盯着，下周准备图纸。")
    guide.get_by_role("button", name="发送留言").click()
    faults += looked_at_here(guide)
    guide.goto(f"/desk{case}")
    expect(guide.locator("main")).to_contain_text("没有找到")

    sign_in(officer, "梁安")
    officer.goto(f"/desk{case}")
    expect(officer.locator("main")).to_contain_text("QYPG-990102-DZ-2025-01")
    expect(officer.locator("main")).to_contain_text("项目代办员提醒您办理本件")
    faults += looked_at_here(officer)
    officer.get_by_role("link", name="查看委托").click()
    expect(officer.locator("main")).to_contain_text("地质灾害危险性评估")
    expect(officer.get_by_role("button", name="抽签产生机构")).to_have_count(0)
    faults += looked_at_here(officer)

    owner.goto(address)
    expect(owner.locator("main")).to_contain_text("下周准备图纸")
    faults += looked_at_here(owner)
    owner.get_by_label("5星").check()
    owner.get_by_role("button", name="结束并评价").click()
    expect(owner.locator("main")).to_contain_text("代办已结束")
    pick_a_plot(owner)
    owner.goto(f"/zones?position={INSIDE}")
    expect(owner.locator("section[role='status']")).to_contain_text("QYPG-990102-ST-2025-02")
    faults += looked_at_here(owner)
    assert not faults, "\n".join(faults)


def pick_a_plot(owner: Page) -> None:
    """Corners are placed on the map, by pointer and by keyboard, and stand in the question."""
    owner.goto("/zones")
    position, picture = owner.locator("#position"), owner.locator("[data-picture]")
    picture.click()
    picture.focus()
    for key in ("ArrowLeft", "Enter", "ArrowDown", "Enter"):
        owner.keyboard.press(key)
    corners = [tuple(map(float, one.split(","))) for one in position.input_value().split(";")]
    assert len(corners) == 3
    assert corners[1][0] < corners[0][0]
    assert corners[2][1] < corners[1][1]
    owner.get_by_role("button", name="撤销上一个角点").click()
    expect(owner.locator("[data-said]")).to_contain_text("已放角点： 2")
    owner.get_by_role("button", name="查一查").click()
    expect(owner.locator("main")).to_contain_text("QYPG-990102-ST-2025-02")


def hand_in_what_was_delivered(owner: Page) -> None:
    """The survey is chosen in the form whose material it is; nothing is uploaded again."""
    owner.goto(f"{SURVEY_ITEM}/apply")
    owner.get_by_role("radio", name=SURVEYOR).first.check()
    for name, value in {
        "project": "小满中央厨房", "site": "明德经济开发区3号地块", "surveyor": SURVEYOR
    }.items():  # fmt: skip
        owner.locator(f"[name='a.{name}']").fill(value)
    owner.get_by_role("button", name="下一步：核对").click()
    expect(owner.locator("main")).to_contain_text("您委托的中介机构交付的成果")
    owner.get_by_role("button", name="返回修改").click()
    expect(owner.get_by_role("radio", name=SURVEYOR).first).to_be_checked()


def test_a_survey_is_commissioned_delivered_and_rated(visit: Callable[..., Page]):
    owner, surveyor = visit(width=375), visit()
    sign_in(owner, "周予安")
    owner.goto("/intermediaries")
    faults = looked_at_here(owner)
    owner.get_by_role("link", name="竣工联合测绘").click()
    owner.get_by_label(SURVEYOR).check()
    owner.get_by_role("button", name="委托", exact=True).click()
    expect(owner.get_by_role("alert")).to_contain_text("请写明委托内容")
    owner.get_by_label("委托内容").fill("小满中央厨房竣工，测规划、土地、房产。")
    faults += looked_at_here(owner)
    owner.get_by_role("button", name="委托", exact=True).click()
    expect(owner.locator("main")).to_contain_text("等待机构接单")
    address = owner.url

    sign_in(surveyor, "苏衡")
    surveyor.goto("/intermediaries/commissions")
    surveyor.get_by_role("link", name="竣工联合测绘").first.click()
    surveyor.get_by_role("button", name="接单", exact=True).click()
    result = {"name": "成果.pdf", "mimeType": "application/pdf", "buffer": PDF}
    surveyor.get_by_label("成果文件").set_input_files(result)
    surveyor.get_by_role("button", name="交付成果").click()
    expect(surveyor.locator("main")).to_contain_text("已交付成果")
    faults += looked_at_here(surveyor)

    owner.goto(address)
    owner.get_by_label("4星").check()
    owner.get_by_role("button", name="提交评价").click()
    expect(owner.locator("main")).to_contain_text("评价：4星")
    faults += looked_at_here(owner)
    owner.goto("/intermediaries/jungong-cehui")
    expect(owner.get_by_role("row", name=SURVEYOR)).to_contain_text("人评价")
    hand_in_what_was_delivered(owner)
    assert not faults, "\n".join(faults)
