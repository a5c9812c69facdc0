"""One window: an old woman without account, from her number to her receipt, and on her own later."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.test_every_page import looked_at

ALLOWANCE = "最低生活保障"


@pytest.mark.timeout(300)
def test_an_old_woman_without_account_is_served_at_the_window(visit: Callable[..., Page]):
    clerk = visit()
    sign_in(clerk, "王敏")
    faults = take_number_and_begin(clerk)
    clerk.get_by_label("哪张证件放在读卡器上").select_option(label="田桂芬")
    clerk.get_by_role("button", name="读卡并开始").click()
    clerk.wait_for_url(re.compile("/desk/reception/sitting_"))
    print(clerk.locator("main").inner_text())
    faults += looked_at(clerk, clerk.url)


def take_number_and_begin(clerk: Page) -> list[str]:
    """A number is called, and the window's page leads to the application."""
    clerk.goto("/desk/reception")
    return looked_at(clerk, clerk.url)
