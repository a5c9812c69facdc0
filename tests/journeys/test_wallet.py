"""The wallet: seen on a phone, a copy for one use, lending to a spouse, showing two fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import overflow, serious_faults
from tongban.site.demo.cast import COUPLE
from tongban_trust.tokens.jwk import from_jwk
from tongban_trust.tokens.sd_jwt_check import Expected, Presented, check_sd_jwt
from tongban_trust.tokens.status_list import Status, StatusList, read_status_list, status_reference

UNTIL = (timezone.localdate() + timedelta(days=20)).isoformat()
HUSBAND, WIFE = COUPLE


def test_the_wallet_on_a_phone(visit: Callable[..., Page]):
    page = visit(width=375, is_mobile=True)
    open_marriage_certificate(page, WIFE.name)
    expect(page.locator("#uses")).to_contain_text("用证记录")
    fit_for_all(page)
    page.goto("/certificates")
    expect(page.locator(".cert")).to_contain_text("有效")
    fit_for_all(page)


def test_an_annotated_copy_is_good_for_its_purpose_until_it_is_taken_back(
    visit: Callable[..., Page],
):
    page = visit(width=375)
    open_marriage_certificate(page, WIFE.name)
    page.get_by_role("link", name="制作加注件").click()
    page.get_by_role("button", name="制作", exact=True).click()
    expect(page.get_by_role("alert").locator("li")).to_have_count(3)
    fit_for_all(page)
    page.get_by_label("用途").fill("办理购房贷款")
    page.get_by_label("谁来使用").fill("示例银行")
    page.get_by_label("有效到哪一天").fill(UNTIL)
    page.get_by_role("button", name="制作", exact=True).click()
    expect(page.locator(".watermark")).to_contain_text("仅供示例银行用于办理购房贷款")
    fit_for_all(page)
    address = str(page.locator("a[href*='/verify/']").get_attribute("href"))

    stranger = visit()
    stranger.goto(address)
    expect(stranger.get_by_role("status")).to_contain_text("证照真实有效")
    expect(stranger.locator(".watermark")).to_contain_text("示例银行")
    fit_for_all(stranger)
    assert WIFE.name not in stranger.content()

    page.get_by_role("button", name="收回这份加注件").click()
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("持证主体已收回")
    page.get_by_role("link", name="返回").click()
    expect(page.locator("#uses")).to_contain_text("示例银行")
    expect(page.locator("#uses")).to_contain_text("制作加注件")


def test_a_spouse_uses_what_was_lent_until_it_is_taken_back(visit: Callable[..., Page]):
    lender, borrower = visit(), visit(width=375)
    open_marriage_certificate(lender, WIFE.name)
    lender.get_by_role("link", name="授权他人使用").click()
    fit_for_all(lender)
    assert not lender.locator("input[name=fields]:checked").count(), "least data: nothing ticked"
    for box in lender.locator("input[name=fields]").all():
        box.check()
    lender.get_by_label("对方姓名").fill(HUSBAND.name)
    lender.get_by_label("身份证号或统一社会信用代码").fill(str(HUSBAND.number))
    lender.get_by_label("用途").fill("替孩子办事")
    lender.get_by_label("有效到哪一天").fill(UNTIL)
    lender.get_by_role("button", name="授权", exact=True).click()
    expect(lender.locator("main")).to_contain_text(HUSBAND.name)
    fit_for_all(lender)

    sign_in(borrower, HUSBAND.name)
    act_for_oneself(borrower)
    borrower.goto("/lendings")
    fit_for_all(borrower)
    borrower.get_by_role("button", name="查看").click()
    expect(borrower.locator("main")).to_contain_text(WIFE.name)
    fit_for_all(borrower)

    lender.goto("/certificates")
    lender.locator(".cert a").first.click()
    expect(lender.locator("#uses")).to_contain_text("经授权查看")
    expect(lender.locator("#uses")).to_contain_text("替孩子办事")

    borrower.goto("/lendings")
    lender.goto("/lendings")
    lender.get_by_role("button", name="收回").click()
    expect(lender.locator("main")).to_contain_text("已收回")
    borrower.get_by_role("button", name="查看").click()
    expect(borrower.locator("main")).to_contain_text("这份授权已收回")
    assert WIFE.name not in borrower.locator("main").inner_text()


def test_only_the_chosen_fields_are_shown_and_only_once(visit: Callable[..., Page]):
    page = visit(width=375)
    open_marriage_certificate(page, HUSBAND.name)
    page.get_by_role("link", name="出示部分信息").click()
    page.get_by_label("配偶").check()
    page.get_by_label("给谁看").fill("示例酒店前台")
    fit_for_all(page)
    page.get_by_role("button", name="生成出示码").click()
    fit_for_all(page)
    address = str(page.locator("a[href*='/shown/']").get_attribute("href"))

    desk, other = visit(), visit()
    for stranger in (desk, other):
        stranger.goto(address)
        assert WIFE.name not in stranger.content()
    fit_for_all(desk)
    desk.get_by_role("button", name="现在查看").click()
    expect(desk.locator("main")).to_contain_text(WIFE.name)
    assert HUSBAND.name not in desk.locator("main").inner_text()
    fit_for_all(desk)
    desk.get_by_text("签名文本（供程序核验）").click()
    fit_for_all(desk)
    signed = desk.get_by_label("签名文本", exact=True).input_value()
    site = address.split("/shown/")[0]
    assert verified(desk, site, signed) == (WIFE.name, Status.VALID)
    other.get_by_role("button", name="现在查看").click()
    expect(other.locator("main")).to_contain_text("不能再查看")

    page.reload()
    page.get_by_role("button", name="收回").click()
    assert verified(desk, site, signed) == (WIFE.name, Status.INVALID)
    page.get_by_role("link", name="返回").click()
    expect(page.locator("#uses")).to_contain_text("示例酒店前台")


def verified(page: Page, site: str, signed: str) -> tuple[str, int | None]:
    """What a program of the audience finds with what is published: the spouse, the status."""
    published = page.request.get(f"{site}/.well-known/jwt-vc-issuer").json()
    keys = {key["kid"]: from_jwk(key) for key in published["jwks"]["keys"]}
    now = timezone.now()
    shown = check_sd_jwt(signed, lambda kid: keys.get(kid or ""), Expected(site), now)
    assert isinstance(shown, Presented), shown
    place = status_reference(shown.claims)
    assert place
    fetched = page.request.get(place.uri).text()
    statuses = read_status_list(fetched, lambda kid: keys.get(kid or ""), place.uri, now)
    assert isinstance(statuses, StatusList), statuses
    return shown.claims["spouse"], statuses.at(place.index)


def open_marriage_certificate(page: Page, name: str) -> None:
    sign_in(page, name)
    act_for_oneself(page)
    page.goto("/certificates")
    page.get_by_role("link", name="结婚证").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("结婚证")


def act_for_oneself(page: Page) -> None:
    """Who represents a child or a firm first chooses to act for themselves."""
    page.goto("/account")
    oneself = page.locator("li", has_text="本人").get_by_role("button")
    if oneself.count():
        oneself.click()


def fit_for_all(page: Page) -> None:
    """No serious accessibility fault, nothing sideways, at the width it has and at 320 px."""
    size = page.viewport_size
    assert size
    for width in (size["width"], 320):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert overflow(page) <= 0, f"{page.url} scrolls sideways at {width}px"
    assert not serious_faults(page)
    page.set_viewport_size(size)
