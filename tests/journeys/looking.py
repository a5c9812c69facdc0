"""Looking at a page as everybody must be able to: no serious fault, no sideways scrolling."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (320, 375, 1280)
# What axe finds hardly differs between two telephones: it looks at the narrow one and the desk.
AXE_WIDTHS = (320, 1280)
_FAULTS = """
    axe.run({resultTypes: ["violations"]}).then(found => found.violations
        .filter(one => ["serious", "critical"].includes(one.impact))
        .map(one => `${location.href} ${innerWidth}px ${one.id}: ` +
            one.nodes[0].html.slice(0, 120)))
"""


def serious_faults(page: Page) -> list[str]:
    """What axe calls serious or critical, one line each."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(_FAULTS))


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def looked_at(page: Page, address: str, axe_widths: tuple[int, ...] = AXE_WIDTHS) -> list[str]:
    """The faults of a page at every width."""
    page.goto(address)
    return looked_at_here(page, axe_widths)


def looked_at_here(page: Page, axe_widths: tuple[int, ...] = AXE_WIDTHS) -> list[str]:
    """The faults of the page as it stands, at every width."""
    page.wait_for_load_state()
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in axe_widths:
            faults += serious_faults(page)
        if overflow(page) > 0:
            faults.append(f"{page.url} scrolls sideways at {width}px")
    return faults
