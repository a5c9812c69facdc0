"""What people and officers do on several journeys: sign in, press a verb, hand on, approve."""

from __future__ import annotations

import subprocess
import sys

from playwright.sync_api import Locator, Page, expect

from tests.journeys.town import ROOT, Town

_DRAIN = """
import django; django.setup()
from django.utils import timezone
from tongban.site.wiring import wire
wire()
from tongban.jobs.api import drain
drain(timezone.now())
"""


def the_worker_runs(town: Town) -> None:
    """Deliver every event once, as the worker does all the time."""
    subprocess.run([sys.executable, "-c", _DRAIN], cwd=ROOT, env=town.environment, check=True)


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    # Not anywhere on the page: the door itself lists everybody's name.
    expect(page.locator(".account-name")).to_contain_text(name)


def sent(page: Page) -> str:
    """Wait for the receipt of what was just handed in; the address of its case."""
    page.wait_for_url("**/result")
    return "/cases/" + page.url.split("/cases/")[1].removesuffix("/result")


def act(page: Page, slug: str) -> Locator:
    return page.locator(f"form[action$='/{slug}'] button").last


def claim(page: Page, case: str) -> None:
    """Open the case at the desk and take its task, where it is free."""
    page.goto(f"/desk{case}")
    if page.locator("form[action$='/claim']").count():
        act(page, "claim").click()
        page.goto(f"/desk{case}")


def hand_on(page: Page, case: str) -> None:
    """Whoever accepted lets go of the task, so that the one who decides can take it."""
    page.goto(f"/desk{case}")
    release = page.locator("form[action$='/release'] button")
    if release.count():
        release.click()


def approve(page: Page, case: str) -> None:
    claim(page, case)
    page.locator("details:has(form[action$='/decide']) > summary").click()
    form = page.locator("form[action$='/decide']")
    form.locator("input[value=approve]").check()
    form.locator("[name=opinion]").fill("符合条件，准予。")
    boxes = form.locator("input[name=articles]")
    if not form.locator("input[name=articles]:checked").count():
        boxes.first.check()
    act(page, "decide").click()
