"""Figures for everybody: definitions, parts, exceptions with causes, no figure of few cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tongban.insight.domain.counting import What, Why
from tongban.insight.domain.sums import NAMES, Sums
from tongban.insight.models import DaySums, ExceptionRow
from tongban.jurisdiction.tests.factories import a_calendar

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
ITEM = "11990102000102111A4992000010000"


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    a_calendar()
    sums = Sums(closed=40, decided=40, visits=6, issued=60, handed=6, on_net=30)
    DaySums.objects.create(
        day=DAY, item_code=ITEM, agency="a", line="health", region="990102",
        **{name: getattr(sums, name) for name in NAMES},
    )  # fmt: skip
    ExceptionRow.objects.create(
        day=DAY, case_id="case_secret", item_code=ITEM, region="990102", what=What.MATERIAL.value,
        why=Why.ORIGINAL_NEEDED.value, code="photo", reference="xuke-fa/32@2019-04-23",
    )  # fmt: skip
    monkeypatch.setattr(
        "tongban.web.portal.pages.climate.timezone.now",
        lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
    )


def test_goals_met_and_missed_and_too_few_cases():
    page = Client(headers={"accept-language": "zh-hans"}).get("/climate").content.decode()
    for said in ("平均跑动次数", "0.15", "10.0%", "未达到", "办件不够，不作统计", "不高于5.0%"):
        assert said in page


def test_an_indicator_tells_its_definition_its_parts_and_each_exception():
    reader = Client(headers={"accept-language": "en"})
    page = reader.get("/climate/handed-over").content.decode()
    for said in ("Materials issued by government", "By region", "photo", "xuke-fa/32", ITEM):
        assert said in page
    assert "case_secret" not in page
    assert reader.get("/climate/luck").status_code == 404
