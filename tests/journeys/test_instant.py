"""A resident gets one thing done: from her own words to a verified certificate and a rating."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.words import EN, ZH, Words


@pytest.mark.parametrize(
    ("words", "options"),
    [
        pytest.param(ZH, {"width": 375, "is_mobile": True}, id="chinese-on-a-phone"),
        pytest.param(ZH, {"width": 320, "java_script_enabled": False}, id="without-javascript"),
        pytest.param(EN, {"width": 1280}, id="english-on-a-desk"),
    ],
)
def test_a_resident_endorses_her_permit(
    visit: Callable[..., Page], words: Words, options: dict[str, object]
):
    page = visit(language=words.locale, **options)
    find_and_open(page, words)
    sign_in_where_asked(page, words)
    fill_check_and_send(page, words)

    expect(page.get_by_role("heading", level=1)).to_contain_text(words.approved)
    expect(page.locator(".cite").first).to_contain_text(words.law)
    case_address = page.url.removesuffix("/result")

    page.locator(".cert a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.certificate)
    verify_address = page.locator("a[href*='/verify/']").first.get_attribute("href")
    the_public_can_verify(visit, words, str(verify_address))
    the_pdf_is_there(page)

    page.goto(case_address)
    rate_it(page, words)


def find_and_open(page: Page, words: Words) -> None:
    page.locator("main, .hero").get_by_role("searchbox").first.fill(words.wanted)
    page.locator(".hero button").click()
    page.get_by_role("link", name=words.item).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.item)
    page.get_by_role("link", name=words.apply).click()


def sign_in_where_asked(page: Page, words: Words) -> None:
    page.get_by_role("button", name=words.sign_in).click()
    page.get_by_role("button", name=words.person).click()
    expect(page.locator(".account-name")).to_be_visible()
    assert page.url.endswith("/apply")


def fill_check_and_send(page: Page, words: Words) -> None:
    expect(page.get_by_text(words.from_source).nth(2)).to_be_visible()
    page.get_by_label(words.yes, exact=True).check()
    page.get_by_role("button", name=words.check).click()
    page.get_by_text(words.truth).click()
    page.get_by_role("button", name=words.send).click()


def the_public_can_verify(visit: Callable[..., Page], words: Words, address: str) -> None:
    stranger = visit(language=words.locale)
    stranger.goto(address)
    expect(stranger.get_by_role("status")).to_contain_text(words.genuine)
    assert "林晓禾" not in stranger.content()


def the_pdf_is_there(page: Page) -> None:
    answer = page.request.get(page.url + ".pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def rate_it(page: Page, words: Words) -> None:
    page.get_by_role("link", name=words.rate).click()
    page.get_by_label(words.very_satisfied, exact=True).check()
    page.get_by_role("button", name=words.send_rating).click()
    expect(page.locator(".notice-good")).to_contain_text(words.thanks)
