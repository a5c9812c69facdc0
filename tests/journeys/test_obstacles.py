"""What could not be done: told by a resident, answered by the office, settled, counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import looked_at_here

PERMIT = "11990102000102111A4990700011000"


def test_a_matter_is_told_answered_and_settled(visit: Callable[..., Page]):
    person, clerk = visit(width=375), visit()
    sign_in(person, "陈一帆")
    person.goto(f"/items/{PERMIT}")
    person.get_by_role("link", name="这件事我没办成").click()
    person.get_by_role("button", name="提交反映").click()
    expect(person.get_by_role("alert")).to_contain_text("请写清楚")
    person.get_by_label("什么事没办成").fill("让我先去街道开证明，街道说不开。")
    faults = looked_at_here(person)
    person.get_by_role("button", name="提交反映").click()
    expect(person.locator("main")).to_contain_text("等待答复")
    address = person.url

    sign_in(clerk, "王敏")
    clerk.goto("/desk/obstacles")
    faults += looked_at_here(clerk)
    clerk.get_by_role("link", name="居住证").first.click()
    expect(clerk.locator("main")).to_contain_text("街道说不开")
    clerk.get_by_label("多要了材料或证明").check()
    clerk.get_by_label("已经办成").check()
    clerk.get_by_label("给本人的答复").fill("不需要街道证明，已经受理。")
    clerk.get_by_label("改了什么").fill("指南写明不用街道证明。")
    faults += looked_at_here(clerk)
    clerk.get_by_role("button", name="答复", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("没有等待答复的反映")

    person.goto(address)
    expect(person.locator("main")).to_contain_text("不需要街道证明")
    person.get_by_role("button", name="办成了").click()
    expect(person.locator("main")).to_contain_text("已了结")
    stranger = visit()
    stranger.goto("/obstacles")
    expect(stranger.locator("main")).to_contain_text("指南写明不用街道证明")
    expect(stranger.locator("main")).not_to_contain_text("街道说不开")
    faults += looked_at_here(stranger)
    assert not faults, "\n".join(faults)
