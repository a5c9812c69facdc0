"""One resident who has already lived through a case: the addresses only she can see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.at_work import sent
from tests.journeys.town import Town
from tests.journeys.words import ZH


@dataclass(frozen=True)
class Lived:
    """Her cookies and the pages of her case."""

    storage: Any
    pages: tuple[str, ...]


def live_through(browser: Browser, town: Town, item_code: str) -> Lived:
    """Sign in, apply, get the certificate."""
    context = browser.new_context(base_url=town.url, locale="zh-CN")
    page = context.new_page()
    page.goto(f"/items/{item_code}/apply")
    page.get_by_role("button", name=ZH.sign_in).click()
    page.get_by_role("button", name=ZH.person).click()
    page.get_by_label(ZH.yes, exact=True).check()
    page.get_by_role("button", name=ZH.check).click()
    page.get_by_text(ZH.truth).click()
    page.get_by_role("button", name=ZH.send).click()
    result = sent(page) + "/result"
    page.locator(".cert a").first.click()
    page.wait_for_url("**/certificates/*")
    certificate = page.url.removeprefix(town.url)
    verify = page.locator("a[href*='/verify/']").first.get_attribute("href") or ""
    lived = Lived(
        storage=context.storage_state(),
        pages=(
            result,
            result.removesuffix("/result"),
            result.replace("/result", "/rate"),
            certificate,
            verify.removeprefix(town.url),
        ),
    )
    context.close()
    return lived
