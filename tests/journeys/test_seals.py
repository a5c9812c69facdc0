"""Signatures and seals as people meet them: a signed application, two keepers, a stopped seal,
a firm's own seals, and signing in with the electronic business licence."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sent, sign_in
from tests.journeys.looking import looked_at
from tests.journeys.test_console import endorse

FOUNDING = "1199010200010241084990700012000"
FIRM = "安和市小满餐饮有限公司"
OFFICIAL = "明德区市场监督管理局公章"
FOR_CERTIFICATES = "明德区市场监督管理局证照专用章"
PDF = {
    "name": "letter.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


def test_who_applies_sees_the_signature_and_the_officer_that_it_holds(
    visit: Callable[..., Page],
):
    person, officer = visit(width=320), visit()
    sign_in(person, "林晓禾")
    case = endorse(person)
    person.goto(f"/cases/{case}")
    signed = person.locator("section").filter(has=person.get_by_role("heading", name="您已签名"))
    expect(signed).to_contain_text("林晓禾")
    expect(signed).to_contain_text("演示登录")
    signed.get_by_text("声明内容").click()
    expect(signed).to_contain_text("它与手写签名具有同等法律效力")
    sign_in(officer, "马骁")
    officer.goto(f"/desk/cases/{case}")
    expect(officer.locator("main")).to_contain_text("签名合法有效")


def test_two_keepers_use_a_seal_and_neither_alone(visit: Callable[..., Page]):
    first, second = visit(), visit(width=375)
    sign_in(first, "陈思远")
    open_seal(first, OFFICIAL)
    put_on(first, "明市监函〔2026〕1号", "公函")
    expect(first.locator("#waiting")).to_contain_text("须由另一位印章管理员复核")
    expect(first.get_by_role("button", name="同意并用印")).to_have_count(0)

    sign_in(second, "高岚")
    assert not looked_at(second, "/desk/seals")
    with second.expect_download() as handed:
        second.get_by_role("link", name="查看文件").first.click()
    assert handed.value.path().read_bytes() == PDF["buffer"]
    second.get_by_role("button", name="同意并用印").first.click()
    expect(second.locator("#uses")).to_contain_text("明市监函〔2026〕1号")
    expect(second.locator("#uses")).to_contain_text("复核岗位")
    assert not looked_at(second, second.url)
    second.get_by_label("文件编号").first.fill("没有这个文号")
    second.locator("#uses form button").click()
    expect(second.locator("#uses")).to_contain_text("没有用印记录")


def test_a_suspended_seal_refuses_at_once_and_says_so(visit: Callable[..., Page]):
    owner, keeper = visit(), visit()
    sign_in(owner, "周予安")
    owner.goto("/certificates")
    # He may hold others by now, of other bodies with seals of their own.
    owner.locator(".cert", has_text="营业执照").locator("a").first.click()
    licence = owner.url
    sign_in(keeper, "高岚")
    open_seal(keeper, FOR_CERTIFICATES)
    change(keeper, "停用")
    expect(keeper.locator("main")).to_contain_text("已停用")
    expect(keeper.get_by_role("button", name="用印", exact=True)).to_have_count(0)
    owner.goto(f"{licence}.ofd")
    expect(owner.locator("main")).to_contain_text("目前没有可以用于这件事的电子印章")
    change(keeper, "恢复使用")
    answer = owner.request.get(f"{licence}.ofd")
    assert (answer.status, answer.body()[:2]) == (200, b"PK")
    keeper.reload()
    expect(keeper.locator("#uses")).to_contain_text("营业执照")
    expect(keeper.locator("#uses")).to_contain_text("系统在使用范围内自动用印")


def test_a_firm_is_founded_and_seals_its_first_contract(visit: Callable[..., Page]):
    founder, clerk, approver = visit(), visit(), visit()
    sign_in(founder, "林晓禾")
    case = apply_for_a_firm(founder)
    sign_in(clerk, "王敏")
    claim(clerk, case)
    act(clerk, "accept").click()
    hand_on(clerk, case)
    sign_in(approver, "高岚")
    approve(approver, case)

    founder.goto(case)
    expect(founder.locator("main")).to_contain_text("营业执照和电子印章由企业持有")
    founder.get_by_role("link", name="切换到企业").click()
    founder.get_by_role("button", name="选择 安和市晓禾书店有限公司").click()
    expect(founder.locator("header")).to_contain_text("代 安和市晓禾书店有限公司")
    founder.goto("/certificates")
    founder.get_by_role("link", name="企业电子印章").click()
    expect(founder.locator("main li.card")).to_have_count(4)
    assert not looked_at(founder, "/seals")
    founder.get_by_role("link", name="合同专用章").click()
    put_on(founder, "合同1号", "合同")
    expect(founder.locator("#uses")).to_contain_text("合同1号")
    assert not looked_at(founder, founder.url)
    founder.get_by_label("原因").fill("U盾丢失")
    founder.get_by_role("button", name="停用").click()
    expect(founder.locator("main")).to_contain_text("已停用")


def test_a_firm_signs_in_with_its_licence_on_another_device(visit: Callable[..., Page]):
    desktop, phone, bystander = visit(), visit(width=375, is_mobile=True), visit()
    sign_in(phone, "周予安")
    desktop.goto("/sign-in")
    desktop.get_by_role("link", name="用电子营业执照登录").click()
    desktop.get_by_role("button", name="显示二维码").click()
    number = desktop.locator("#number").inner_text()
    address = str(desktop.locator("#address").get_attribute("href"))
    assert not looked_at(phone, address)
    expect(phone.locator("#number")).to_have_text(number)
    expect(phone.locator("main")).to_contain_text(FIRM)
    phone.get_by_role("button", name="同意登录").click()
    expect(phone.locator("main")).to_contain_text("对方浏览器会自动登录")

    expect(desktop.locator("header")).to_contain_text(f"代 {FIRM}")
    bystander.goto("/sign-in/licence")
    expect(bystander.locator("header")).not_to_contain_text(FIRM)
    phone.goto(address)
    phone.get_by_role("button", name="同意登录").click()
    expect(phone.locator("main")).to_contain_text("已经过期或者已经用过")


def test_the_page_that_asks_is_whole_at_every_width(visit: Callable[..., Page]):
    page = visit()
    assert not looked_at(page, "/sign-in/licence")


def open_seal(page: Page, name: str) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="用印", exact=True).click()
    page.get_by_role("link", name=name).click()


def put_on(page: Page, number: str, purpose: str) -> None:
    form = page.locator("form[enctype='multipart/form-data']")
    form.get_by_label("文件编号").fill(number)
    form.locator("label.choice").filter(has_text=purpose).locator("input").first.check()
    form.get_by_label("要盖章的文件").set_input_files(PDF)
    form.get_by_role("button", name="用印", exact=True).click()


def change(page: Page, verb: str) -> None:
    block = page.locator("details.act").filter(has=page.locator(f"summary:text-is('{verb}')"))
    block.locator("summary").click()
    block.locator("input[name=article]").first.check()
    block.get_by_label("原因").fill("核查印章")
    block.get_by_role("button", name="确认办理").click()


def apply_for_a_firm(page: Page) -> str:
    page.goto(f"/items/{FOUNDING}/apply?situation=rented")
    number = page.locator(".fixed").filter(has_text="公民身份号码").locator("input").first
    typed = {
        "company_name": "安和市晓禾书店有限公司",
        "legal_rep": "林晓禾",
        "legal_rep_id": str(number.get_attribute("value")),
        "capital": "100000",
        "scope": "图书零售",
        "address": "安和市明德区学府路36号1层",
        "shareholders": "林晓禾 100000",
    }
    for name, value in typed.items():
        page.locator(f"[name='a.{name}']").fill(value)
    for name, value in {"kind": "llc", "tenure": "rented"}.items():
        page.locator(f"[name='a.{name}'][value='{value}']").check()
    division(page)
    attach_sign_and_send(page)
    # The register of tenancies knows no contract of hers, so the form asks for it now.
    expect(page.locator("main")).to_contain_text("数据来源目前没有提供“住所的租赁合同”")
    attach_sign_and_send(page)
    return sent(page)


def attach_sign_and_send(page: Page) -> None:
    for upload in page.locator("input[type=file]").all():
        upload.set_input_files(PDF)
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_text("我已核对以上内容").click()
    page.get_by_role("button", name="签名并提交").click()


def division(page: Page) -> None:
    """The county, in whichever control it is asked."""
    control = page.locator("[name='a.division']")
    if control.evaluate("each => each.tagName") == "SELECT":
        control.select_option("990102")
    else:
        control.fill("990102")
