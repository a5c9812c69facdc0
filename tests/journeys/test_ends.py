"""Every end shows one version; a newcomer steps up; an officer decides at a phone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.journeys.at_work import act, approve, claim, hand_on, sign_in
from tests.journeys.looking import looked_at_here, overflow, serious_faults
from tests.journeys.test_reviewed import PERMIT, apply_for_a_permit
from tests.journeys.town import ROOT, Town

FILING = "1199010200010241084991000014000"
HALL = "mingde-hall"
NEW = "仅销售预包装食品备案（便利店）"
PUBLISH = f"""
import django; django.setup()
import shutil, sys, tempfile
from pathlib import Path
from django.utils import timezone
from tests.province import PACK
from tongban.content.api import publish_pack
from tongban.kernel.actor import Actor
from tongban.site.wiring import wire
wire()
with tempfile.TemporaryDirectory() as folder:
    pack = Path(folder) / "shili"
    shutil.copytree(PACK, pack, ignore=shutil.ignore_patterns("examples"))
    names = pack / "basic-items" / "shili.yaml"
    names.write_text(names.read_text("utf-8").replace("仅销售预包装食品备案", "{NEW}"), "utf-8")
    publish_pack(actor=Actor.system("journeys"), path=pack, now=timezone.now())
"""
THUMB = 44
_SMALL = """
    least => [...document.querySelectorAll("main :is(button, a.button, summary.button), .thumbs a")]
        .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < least)
        .map(one => `${one.textContent.trim()} ${one.getBoundingClientRect().height}px`)
"""


def test_one_version_published_once_is_at_all_five_ends(visit: Callable[..., Page], town: Town):
    web, phone, hall, screen = visit(), visit(width=375, is_mobile=True), visit(), visit(width=1920)
    sign_in(hall, "王敏")
    code = [sys.executable, "-c", PUBLISH]
    subprocess.run(code, cwd=ROOT, env=town.environment, check=True)
    for end in (web, phone):
        end.goto(f"/items/{FILING}")
        expect(end.get_by_role("heading", level=1)).to_have_text(NEW)
    hall.goto("/desk/reception")
    expect(hall.locator("select[name=item]")).to_contain_text(NEW)
    hall.goto(f"/desk/halls/{HALL}")
    hall.get_by_role("button", name="把本屏设为取号机").click()
    expect(hall.locator("main")).to_contain_text(NEW)
    faults = with_the_remote_control(screen)
    assert not faults, "\n".join(faults)


def with_the_remote_control(screen: Page) -> list[str]:
    """From the province to the service by arrows and OK; then the hall's own call screen."""
    screen.goto("/tv/regions/990102")
    faults = serious_faults(screen)
    sizes = screen.evaluate(
        "[...document.querySelectorAll('main *')].filter(one => one.textContent.trim())"
        ".map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 32, "to be read from three metres"
    screen.keyboard.press("ArrowDown")
    first = screen.evaluate("document.activeElement.textContent")
    screen.keyboard.press("ArrowRight")
    assert screen.evaluate("document.activeElement.textContent") != first
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/tv/items/*")
    assert screen.locator("input:not([type=hidden]), textarea, select").count() == 0
    screen.goto(f"/tv/items/{FILING}")
    expect(screen.get_by_role("heading", level=1)).to_have_text(NEW)
    expect(screen.get_by_role("img", name="用手机打开")).to_be_visible()
    faults += serious_faults(screen)
    screen.route("**/calls", standing_still)
    answer = screen.goto(f"/tv/places/{HALL}/calls")
    assert answer is not None
    assert answer.headers["x-refresh"] == "10"
    assert overflow(screen) <= 0
    return faults + serious_faults(screen)


def standing_still(route: Route) -> None:
    """The page looks again every ten seconds, which a slow look at it would run into."""
    answer = route.fetch()
    again = answer.headers["refresh"]
    headers = {name: said for name, said in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers={**headers, "x-refresh": again})


def test_a_newcomer_steps_up_and_comes_back_to_her_draft(visit: Callable[..., Page]):
    person = visit(width=375, is_mobile=True)
    sign_in(person, "苏晴")
    person.goto(f"/items/{PERMIT}")
    expect(person.locator("main")).to_contain_text("四级 实人实名实证")
    person.goto(f"/items/{PERMIT}/apply?situation=work")
    main = person.locator("main")
    expect(main).to_contain_text("您目前是二级 格式核验")
    expect(main).to_contain_text("要确认是您本人在操作")
    assert person.locator("main input:not([type=hidden])").count() == 0, "before anything is typed"
    faults = looked_at_here(person)
    person.get_by_role("button", name="提升身份等级").click()
    person.get_by_label("演示：镜头前是谁").select_option("other")
    person.get_by_role("button", name="开始比对").click()
    expect(person.get_by_role("alert")).to_contain_text("您还没有同意比对人像")
    person.get_by_label("我同意").check()
    person.get_by_label("演示：镜头前是谁").select_option("other")
    person.get_by_role("button", name="开始比对").click()
    expect(person.get_by_role("alert")).to_contain_text("核验没有通过")
    faults += looked_at_here(person)
    person.get_by_label("我同意").check()
    person.get_by_role("button", name="开始比对").click()
    person.wait_for_url(f"**/items/{PERMIT}/apply?situation=work")
    expect(person.get_by_label("手机号码")).to_be_visible()
    assert not faults, "\n".join(faults)


def test_an_officer_decides_a_case_at_a_phone(visit: Callable[..., Page]):
    person = visit()
    clerk, officer = (visit(width=375, is_mobile=True, has_touch=True) for _ in range(2))
    sign_in(person, "陈一帆")
    case = apply_for_a_permit(person)
    sign_in(clerk, "王敏")
    claim(clerk, case)
    act(clerk, "accept").click()
    hand_on(clerk, case)
    sign_in(officer, "马骁")
    officer.goto("/desk/")
    manifest = officer.locator("link[rel=manifest]").get_attribute("href")
    told = officer.request.get(str(manifest)).json()
    assert told["display"] == "standalone"
    for icon in told["icons"]:
        assert officer.request.get(icon["src"]).ok, icon
    fits(officer)
    officer.locator(".thumbs a", has_text="全部功能").tap()
    assert officer.locator("#all-functions .nav").bounding_box()["y"] >= 0
    officer.locator(f"a[href='/desk{case}']").first.tap()
    officer.wait_for_url(f"**/desk{case}")
    fits(officer)
    approve(officer, case)
    fits(officer)
    expect(officer.locator("main")).to_contain_text("准予")


def fits(page: Page) -> None:
    """Nothing sticks out, all that is pressed is as large as a thumb, the way around is at hand."""
    assert overflow(page) <= 0, page.url
    assert page.evaluate(_SMALL, THUMB) == [], page.url
    box = page.locator(".thumbs").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] >= page.evaluate("innerHeight") - 1, "at the foot"
