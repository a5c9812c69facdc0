"""Figures for everybody: definitions, parts, exceptions with causes, no figure of few cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tongban.insight.tests.factories import ITEM, a_day, forty_cases
from tongban.jurisdiction.tests.factories import a_calendar

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    a_calendar()
    a_day(DAY, forty_cases(), case_id="case_secret")
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
