"""One town and one browser for all journeys; each test gets a fresh visitor."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.journeys.town import Town, open_town

# The first has no window to draw for and needs a quarter less time than the second.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_HERE = next(filter(None, map(shutil.which, _NAMES)), "")
CHROMIUM = os.environ.get("TONGBAN_CHROMIUM") or _HERE
_PATIENCE_MS = 60_000  # hanging is guarded against, slowness is not
_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as a browser test."""
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium, or set TONGBAN_CHROMIUM")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        expect.set_options(timeout=_PATIENCE_MS)
        for way in ("click", "tap"):
            patch.setattr(Locator, way, _until_it_is_read(getattr(Locator, way)))
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


def _until_it_is_read(press: Callable[..., None]) -> Callable[..., None]:
    """Playwright leaves a click once the next page begins; what is counted then is half a page."""

    def pressed(locator: Locator, **options: Any) -> None:
        press(locator, **options)
        locator.page.wait_for_load_state()

    return pressed


@pytest.fixture(scope="session")
def town(
    browser: Browser, postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The running platform (after the browser, so that no town is built to be skipped)."""
    del browser
    with open_town(postgres_url, tmp_path_factory.mktemp("town")) as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, town: Town) -> Iterator[Callable[..., Page]]:
    """Open a page as a fresh visitor; every script error and console error fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def arrive(width: int = 1280, language: str = "zh-CN", **options: Any) -> Page:
        context = browser.new_context(
            base_url=town.url,
            viewport={"width": width, "height": 900},
            locale=language,
            **options,
        )
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: _keep(said, faults))
        page.goto("/")
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not faults, faults


def _keep(said: Any, faults: list[str]) -> None:
    """A failed load (the 401 of a sign-in door, a 422 of a form) is not a fault of a script."""
    if said.type == "error" and "Failed to load resource" not in said.text:
        faults.append(said.text)
