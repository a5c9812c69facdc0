"""双随机、一公开: told, acknowledged, drawn by lot anybody draws again, inspected, published."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in, the_worker_runs
from tests.journeys.looking import looked_at_here
from tests.journeys.test_on_behalf import FIRM, PNG, check_and_send
from tests.journeys.town import ROOT, Town
from tongban.supervision.api import Published, differences

FILING = "1199010200010241084991000014000"
DRAW = """
import django; django.setup()
from django.utils import timezone
from tongban.site.wiring import wire
wire()
from tongban.ledger.api import sequence_leaves
from tongban.supervision.api import hold_draws
sequence_leaves(timezone.now())
hold_draws(timezone.now())
"""


def test_a_firm_is_drawn_inspected_and_the_finding_published(
    visit: Callable[..., Page], town: Town
):
    owner, inspector, anybody = visit(), visit(width=375, is_mobile=True), visit()
    sign_in(owner, "周予安")
    owner.goto(f"/items/{FILING}/apply")
    owner.locator("[name='a.sells_online'][value='no']").check()
    owner.locator("[name='a.only_packaged'][value='yes']").check()
    case = check_and_send(owner)
    number = owner.request.get(f"/api/v1{case}").json()["number"]
    the_worker_runs(town)

    sign_in(inspector, "唐薇")
    inspector.goto("/desk/oversight")
    inspector.get_by_role("button", name=f"认领 {number}").click()
    expect(inspector.get_by_role("status")).to_contain_text("已认领")
    expect(inspector.locator("main")).not_to_contain_text(number)
    inspector.get_by_role("button", name="明德区企业登记").click()
    subprocess.run([sys.executable, "-c", DRAW], cwd=ROOT, env=town.environment, check=True)

    anybody.goto("/oversight")
    anybody.get_by_role("link", name="明德区企业登记").first.click()
    expect(anybody.locator("main")).to_contain_text("刚才在这里重新抽取了一次：结果相同")
    expect(anybody.locator("main")).to_contain_text(FIRM)
    told = anybody.request.get(f"/api/v1/oversight/draws/{anybody.url.split('/')[-1]}").json()
    assert differences(Published.of_json(told)) == (), "drawn again outside the platform"
    swapped = {**told, "seed": told["seed"][::-1]}
    assert differences(Published.of_json(swapped)), "another seed is noticed"

    inspector.goto("/desk/oversight")
    form = inspector.locator("form[action*='/inspections/']").filter(has_text=FIRM).first
    photo = form.locator("input[type=file]")
    assert photo.get_attribute("capture") == "environment"
    form.get_by_label("发现问题已当场改正").check()
    form.get_by_label("检查情况").fill("一处标签字迹不清，已当场更换。")
    photo.set_input_files({"name": "label.png", "mimeType": "image/png", "buffer": PNG})
    faults = looked_at_here(inspector)
    form.locator("button").click()
    expect(inspector.get_by_role("status")).to_contain_text("已公示")
    anybody.reload()
    expect(anybody.locator("main")).to_contain_text("一处标签字迹不清，已当场更换。")
    expect(anybody.locator("main")).to_contain_text("留存现场照片1张")
    assert anybody.locator("main img").count() == 0, "photos are not published"
    assert not faults + looked_at_here(anybody), "\n".join(faults)
