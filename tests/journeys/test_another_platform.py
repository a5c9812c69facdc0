"""Another platform joined: its items are found here, its certificate is verified here."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at, looked_at_here
from tests.journeys.town import ROOT, Town
from tongban_hub_demo.serving import Server
from tongban_hub_demo.telling import CODE, Telling
from tongban_node.attack.processes import free_port

_HAND = """
import sys, django
django.setup()
from django.utils import timezone
from tongban.federation import api as door
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.site.wiring import wire
wire()
me = Actor.system("journey")
for line in sys.stdin:
    code, url, spki = line.split()
    name = Text.of("示范国家枢纽", "Demo national hub")
    new = door.NewPlatform(code, door.PlatformKind.HUB, name, url, spki)
    door.register_platform(actor=me, new=new, now=timezone.now())
    print(door.fetch_snapshots(timezone.now()), flush=True)
    sys.stdin.readline()
    door.retire_platform(actor=me, code=code, now=timezone.now())
    print("left", flush=True)
"""


@contextmanager
def joined(town: Town, folder: Path) -> Iterator[Server]:
    """The demo's hub, running and joined; it leaves again, as other journeys know no platform."""
    port = free_port()
    telling = Telling(folder, "intl", f"http://127.0.0.1:{port}")
    hand = subprocess.Popen(
        [sys.executable, "-c", _HAND], cwd=ROOT, env=town.environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert hand.stdin is not None
    assert hand.stdout is not None
    with Server(port, telling, ("shili", "00", town.url)) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            hand.stdin.write(f"{CODE} {telling.url} {telling.spki()}\n")
            hand.stdin.flush()
            assert hand.stdout.readline() == "1\n"
            yield server
        finally:
            said, _ = hand.communicate("leave\n", timeout=60)
            server.shutdown()
            assert said == "left\n"


def test_items_and_certificates_of_another_platform_count_here(
    visit: Callable[..., Page], town: Town, tmp_path: Path
) -> None:
    resident, operator = visit(width=375), visit()
    with joined(town, tmp_path) as server:
        faults = looked_at(resident, "/search?q=户口迁移 邻省")
        found = resident.get_by_role("link", name="户口迁移（邻省）")
        expect(resident.locator("main")).to_contain_text("跨省通办")
        expect(resident.locator("main")).to_contain_text("示范邻省公安厅")
        found.click()
        expect(resident.locator("h1")).to_have_text("户口迁移（邻省）")

        resident.goto(server.telling.url)
        resident.locator("#verify").click()
        expect(resident.locator("main")).to_contain_text("由“示范邻省”签发")
        faults += looked_at_here(resident)

        sign_in(operator, "吴桐")
        faults += looked_at(operator, "/console/federation")
        expect(operator.locator("main")).to_contain_text("示范国家枢纽")
        expect(operator.locator("main")).to_contain_text("住房公积金异地转移接续（邻省）")
        faults += a_grant_is_given_and_taken_back(visit())
    assert not faults, "\n".join(faults)


def a_grant_is_given_and_taken_back(steward: Page) -> list[str]:
    """The neighbour's request waits at the desk of our police; the faults of the pages."""
    sign_in(steward, "韩冰")
    faults = looked_at(steward, "/desk/sharing/across")
    steward.locator("section:has(#received)").get_by_role("link", name="人口基础信息").click()
    expect(steward.locator("main")).to_contain_text("示范邻省公安厅")
    expect(steward.locator("main")).to_contain_text("户口登记条例")
    faults += looked_at_here(steward)
    steward.locator("summary", has_text="同意共享").first.click()
    steward.locator("form[action$='/granted'] button").click()
    expect(steward.locator("main")).to_contain_text("已授权")
    steward.goto("/desk/sharing/across")
    given = steward.locator("section:has(#given) li", has_text="户口迁移（邻省）")
    given.locator("summary").click()
    given.locator("[name=reason]").fill("演示收回")
    given.get_by_role("button", name="终止授权").click()
    expect(steward.locator("section:has(#given)")).to_contain_text("演示收回")
    return faults
