"""Sums by line and by region agree, for whoever counts, and the rows are those counted."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tongban.agencies.tests.factories import CODE
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.codes.division import covers
from tongban.monitoring.api import Axis, OrderState, orders, totals
from tongban.monitoring.models import Order
from tongban.monitoring.tests.factories import (
    APPROVER,
    BLOCK_SUPERVISOR,
    BUREAU,
    NOW,
    OTHER_LINE,
    OTHER_REGION,
    SUPERIOR,
    a_town,
    officer,
    warned,
)

pytestmark = pytest.mark.django_db
LINES = ("urban-management", "health", "public-security")
REGIONS = ("990000", "990100", "990102", "990102001", "990201")
EVERYBODY = (
    APPROVER, SUPERIOR, BLOCK_SUPERVISOR, OTHER_LINE, OTHER_REGION, Actor.system("tests"),
    officer(Duty.SUPERVISOR, agency=BUREAU, line="health", region="990100", name="city"),
    officer(Duty.INSPECTOR, name="inspector"), Actor.anonymous(),
)  # fmt: skip


def reaches_slowly(actor: Actor, row: Order) -> bool:
    if actor.kind.value == "service":
        return True
    for post in actor.posts:
        supervises = Duty.SUPERVISOR in post.duties
        line = supervises and post.line in (row.line, "government-services")
        own = Duty.APPROVER in post.duties and post.agency_code == row.agency
        if (line or own) and covers(post.region, row.region):
            return True
    return False


@pytest.fixture
def many() -> list[Order]:
    a_town()
    chance = random.Random(11)
    for number in range(60):
        warned(
            f"case_{number}", agency=chance.choice((CODE, BUREAU)), line=chance.choice(LINES),
            region=chance.choice(REGIONS),
        )  # fmt: skip
    rows = list(Order.objects.order_by("id"))
    for row in rows:
        row.state = chance.choice(list(OrderState)).value
        row.level = chance.choice(("warning-level/yellow", "warning-level/red"))
        row.save()
    return rows


def test_sums_agree_and_every_number_has_its_rows(many):
    now = NOW + timedelta(days=30)
    for actor in EVERYBODY:
        mine = [row for row in many if reaches_slowly(actor, row)]
        sums = {}
        for axis, key in ((Axis.LINE, "line"), (Axis.REGION, "region")):
            told = totals(actor, axis, now)
            sums[axis] = tuple(
                sum(getattr(each, what) for each in told)
                for what in ("orders", "open", "late", "red")
            )
            for each in told:
                theirs = [row for row in mine if getattr(row, key) == each.key]
                listed = orders(actor, **{key: each.key}, size=100, now=now).items
                assert {row.id for row in theirs} == {row.id for row in listed}
                assert each.orders == len(theirs)
                assert each.late == sum(row.late for row in listed)
        assert sums[Axis.LINE] == sums[Axis.REGION]
        assert sums[Axis.LINE][0] == len(mine)


def test_pages_of_orders_join_without_gap_or_double(many):
    seen: list[str] = []
    cursor = None
    while True:
        page = orders(BLOCK_SUPERVISOR, cursor=cursor, size=7, now=NOW)
        seen += [row.id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == [row.id for row in many]
