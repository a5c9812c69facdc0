"""Every portal page: no serious accessibility fault, light, and whole at every width and size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.lived import Lived, live_through
from tests.journeys.looking import AXE_WIDTHS, WIDTHS, looked_at, overflow, serious_faults
from tests.journeys.town import Town

INSTANT = "11990102000102111A4992000010000"
REVIEWED = "1199010200010241084990100013000"
IN_PERSON = "11990102000102218M4990700019000"
OPEN_PAGES = (
    "/",
    "/search?q=居住证",
    "/search?q=火星移民签证",
    f"/items/{INSTANT}",
    f"/items/{REVIEWED}",
    f"/items/{IN_PERSON}",
    "/verify",
    "/verify/nonsense",
    "/track",
    "/late",
    "/sign-in",
    "/help",
    "/about",
    "/accessibility",
    "/privacy",
    "/nowhere",
    "/places",
    "/places/mingde-hall",
    "/cases",
    "/design",
)
OWN_PAGES = (
    "/",
    "/cases",
    "/certificates",
    "/payments",
    "/benefits",
    "/lendings",
    "/my-data",
    "/my-data/wrong/person.name",
    "/certificates/keep",
    "/account",
    "/places/anhe-railway/book?item=11990102000102111A4990700024000",
    f"/items/{INSTANT}/apply",
)
HEAVIEST = 100_000


@pytest.fixture(scope="module")
def lived(browser: Browser, town: Town) -> Iterator[Lived]:
    return live_through(browser, town, INSTANT)


def own(lived: Lived) -> tuple[str, ...]:
    return (*OWN_PAGES, *lived.pages)


@pytest.mark.parametrize(("language", "axe"), [("zh-CN", AXE_WIDTHS), ("en-US", (320,))])
def test_no_open_page_has_a_serious_fault(
    visit: Callable[..., Page], language: str, axe: tuple[int, ...]
):
    page = visit(language=language)
    faults = [fault for address in OPEN_PAGES for fault in looked_at(page, address, axe)]
    assert not faults, "\n".join(faults)


def test_no_page_of_ones_own_has_a_serious_fault(visit: Callable[..., Page], lived: Lived):
    page = visit(storage_state=lived.storage)
    faults = [fault for address in own(lived) for fault in looked_at(page, address)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_the_big_text_version_fits_every_width(
    visit: Callable[..., Page], lived: Lived, language: str
):
    page = visit(language=language, storage_state=lived.storage)
    page.context.add_cookies([{"name": "tongban_size", "value": "large", "url": page.url}])
    faults = []
    for address in (*OPEN_PAGES, *own(lived)):
        page.goto(address)
        assert page.locator("html").get_attribute("data-size") == "large"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if overflow(page) > 0:
                faults.append(f"{address} scrolls sideways at {width}px")
        if language == "zh-CN":  # the words differ in English, the colours and marks do not
            faults += serious_faults(page)
    assert not faults, "\n".join(faults)


def test_every_page_is_light(visit: Callable[..., Page], lived: Lived):
    page = visit(storage_state=lived.storage)
    weights: list[int] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})  # each page as by a new visitor
    wire.on("Network.loadingFinished", _keep_weight(weights))
    heavy = {}
    for address in (*OPEN_PAGES, *OWN_PAGES, *lived.pages):
        weights.clear()
        page.goto(address)
        wire.send("Network.canEmulateNetworkConditions")  # what was told before has come by now
        assert len(weights) > 1, f"{address} came without its styles"
        if sum(weights) > HEAVIEST:
            heavy[address] = sum(weights)
    assert not heavy


def _keep_weight(weights: list[int]) -> Callable[[dict[str, Any]], None]:
    return lambda event: weights.append(event["encodedDataLength"])


def test_the_keyboard_reaches_the_content_first(visit: Callable[..., Page]):
    page = visit()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("跳到正文")
    expect(focused).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_alone_searches(visit: Callable[..., Page]):
    page = visit()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("居住证")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".hit").count() >= 2


def test_everything_focused_is_seen_to_be_focused(visit: Callable[..., Page]):
    page = visit()
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => getComputedStyle(document.activeElement).outlineStyle + ' ' +"
            " getComputedStyle(document.activeElement).outlineWidth"
        )
        assert outline == "solid 3px", page.evaluate("document.activeElement.outerHTML")


def test_all_errors_are_told_at_once_and_lead_to_their_fields(
    visit: Callable[..., Page], lived: Lived
):
    page = visit(storage_state=lived.storage)
    page.goto("/track")
    page.get_by_label("办件编号").fill("99010220261123000001")
    page.get_by_label("查询码").fill("WRONG1")
    page.get_by_role("button", name="查询", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("#f-number")).to_be_focused()
