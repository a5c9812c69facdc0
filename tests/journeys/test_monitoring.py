"""A case nobody looked at becomes a card, is answered and judged; everybody sees it counted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.at_work import sign_in
from tests.journeys.looking import overflow, serious_faults
from tests.journeys.town import ROOT, Town

_LEFT_LYING = """
import django; django.setup()
from django.utils import timezone
from tongban.site.wiring import wire
wire()
from tongban.insight.api import roll_up_day
from tongban.jobs.api import drain
from tongban.jurisdiction.api import local_date
from tongban.site.demo.lives import live
from tongban.site.demo.loading import invented_people, make_people
now = timezone.now()
make_people(number=12, seed=7, now=now)
people = invented_people(number=12, seed=7, now=now)
live(people=people, number=0, forgotten=1, seed=7, now=now)
drain(now)
roll_up_day(day=local_date(now), now=now)
"""
_CARD = "超过法定时限"


def looks_well(page: Page) -> None:
    assert not serious_faults(page)
    assert overflow(page) <= 0


def test_a_case_left_lying_is_answered_for(visit: Callable[..., Page], town: Town):
    subprocess.run([sys.executable, "-c", _LEFT_LYING], cwd=ROOT, env=town.environment, check=True)
    officer = visit(width=375)
    sign_in(officer, "梁宁")
    officer.goto("/desk/monitoring")
    looks_well(officer)
    officer.get_by_role("link", name=_CARD).first.click()
    expect(officer.locator("main")).to_contain_text("红牌")
    looks_well(officer)
    officer.get_by_role("button", name="提交答复").click()
    expect(officer.get_by_role("alert")).to_contain_text("请选择一项")
    officer.get_by_label("工作疏忽").check()
    officer.get_by_label("情况说明和整改措施").fill("承办人休假时没有人接手，已安排代岗。")
    officer.get_by_role("button", name="提交答复").click()
    expect(officer.locator("main")).to_contain_text("待审核")
    order = officer.url
    supervisor = visit()
    sign_in(supervisor, "吴桐")
    supervisor.goto("/desk/monitoring")
    expect(supervisor.get_by_role("table", name="按条线")).to_contain_text("人力资源和社会保障")
    expect(supervisor.get_by_role("table", name="按地区")).to_contain_text("明德区")
    looks_well(supervisor)
    supervisor.goto(order)
    expect(supervisor.locator("main")).to_contain_text("已安排代岗")
    supervisor.get_by_role("button", name="通过并办结").click()
    expect(supervisor.locator("main")).to_contain_text("已办结")
    supervisor.goto("/desk/monitoring/orders/new")
    looks_well(supervisor)
    supervisor.get_by_role("button", name="下达", exact=True).click()
    expect(supervisor.get_by_role("alert")).to_contain_text("没有写明督办哪个机关")
    supervisor.get_by_label("或者选择机关").select_option(label="明德区人力资源和社会保障局")
    supervisor.get_by_label("依据").select_option(index=1)
    supervisor.get_by_label("事由和要求").fill("窗口午间无人值守，请安排轮岗。")
    supervisor.get_by_role("button", name="下达", exact=True).click()
    expect(supervisor.locator("main")).to_contain_text("人工督办")
    officer.goto(supervisor.url)
    expect(officer.get_by_role("button", name="提交答复")).to_be_visible()
    anybody = visit(width=375)
    anybody.goto("/red-cards")
    expect(anybody.get_by_role("row", name="人力资源和社会保障局")).to_contain_text("工作疏忽")
    looks_well(anybody)


def test_anybody_reads_how_the_business_climate_is_computed(visit: Callable[..., Page]):
    page = visit(width=375)
    page.goto("/climate")
    looks_well(page)
    page.get_by_role("link", name="政府核发材料由群众提交的比例").click()
    expect(page.locator("main")).to_contain_text("由政府核发的材料")
    expect(page.locator("main")).to_contain_text("优化营商环境条例")
    looks_well(page)
