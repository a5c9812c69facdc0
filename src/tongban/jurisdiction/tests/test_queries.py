from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from tongban.jurisdiction.actions.put_calendar import put_calendar
from tongban.jurisdiction.actions.put_code_list import put_code_list
from tongban.jurisdiction.actions.put_divisions import put_divisions
from tongban.jurisdiction.api import (
    CalendarUnknown,
    CodeListUnknown,
    DivisionUnknown,
    ancestors,
    calendar,
    children,
    code_list,
    division,
    divisions_under,
    local_date,
    successor_of,
)
from tongban.jurisdiction.domain.calendars import YearTable
from tongban.jurisdiction.domain.history import Succession
from tongban.jurisdiction.domain.records import CodeRecord
from tongban.jurisdiction.tests.factories import CITY, NOW, PROVINCE, SYSTEM, a_calendar, record
from tongban.jurisdiction.views import DivisionLevel
from tongban.kernel.text import Text

pytestmark = pytest.mark.django_db
TOWN = DivisionLevel.TOWNSHIP
RECORDS = (
    PROVINCE,
    CITY,
    record("990102", 1981, name="东区"),
    record("990121", 1981, 1990, name="旧县"),
    record("990181", 1990, 2010, name="县级市"),
    record("990104", 2010, name="新区"),
    record("990121", 1995, name="另一个县"),
    record("990102001", 2000, name="街道", level=TOWN, parent="990102"),
    record("990102002", 2000, 2005, name="撤销的街道", level=TOWN, parent="990102"),
)
STEPS = (
    Succession("990121", "990181", date(1990, 1, 1)),
    Succession("990181", "990104", date(2010, 1, 1)),
)


@pytest.fixture
def _province():
    put_divisions(actor=SYSTEM, records=RECORDS, successions=STEPS, source="test", now=NOW)


@pytest.mark.usefixtures("_province")
class TestDivisions:
    def test_a_division_as_it_is_and_as_it_was(self):
        assert division("990121").name.zh == "另一个县"
        old = division("990121", date(1985, 6, 1))
        assert (old.name.zh, old.successors) == ("旧县", ("990181",))
        assert old.level is DivisionLevel.COUNTY
        with pytest.raises(DivisionUnknown, match="990121"):
            division("990121", date(1992, 1, 1))
        with pytest.raises(DivisionUnknown):
            division("999999")

    def test_a_county_code_of_1985_leads_to_its_place_of_today(self):
        assert [d.code for d in successor_of("990121", date(1985, 6, 1))] == ["990104"]
        as_of = successor_of("990121", date(1985, 6, 1), date(2000, 1, 1))
        assert [d.code for d in as_of] == ["990181"]
        assert [d.code for d in successor_of("990121", date(2000, 1, 1))] == ["990121"]
        with pytest.raises(DivisionUnknown):
            successor_of("990121", date(1970, 1, 1))

    def test_up_and_down_the_tree(self):
        assert [d.code for d in ancestors("990102001")] == ["990102", "990100", "990000"]
        assert [d.code for d in children("990100")] == ["990102", "990104", "990121"]
        in_1985 = children("990100", date(1985, 6, 1))
        assert [d.code for d in in_1985] == ["990102", "990121"]
        assert [d.code for d in children("")] == ["990000"]
        under = [d.code for d in divisions_under("990100")]
        assert under == ["990102", "990102001", "990104", "990121"]
        assert "990102002" in [d.code for d in divisions_under("990000", date(2001, 1, 1))]
        assert divisions_under("990102001") == ()


class TestCalendar:
    def put(self, code: str, *tables: YearTable, based_on: str = ""):
        put_calendar(
            actor=SYSTEM,
            code=code,
            title=Text.of(code),
            zone="Asia/Shanghai",
            based_on=based_on,
            tables=tables,
            source="test",
            now=NOW,
        )

    def test_a_change_is_seen_at_once(self):
        with pytest.raises(CalendarUnknown):
            calendar()
        self.put("default", YearTable(2026, {date(2026, 1, 1): "元旦"}))
        assert not calendar().is_working_day(date(2026, 1, 1))
        assert calendar().is_working_day(date(2026, 1, 2))
        self.put("default", YearTable(2026, {date(2026, 1, 2): "元旦"}))
        assert calendar().is_working_day(date(2026, 1, 1))
        assert not calendar().is_working_day(date(2026, 1, 2))

    def test_a_calendar_read_in_an_act_that_is_undone_is_forgotten_too(self):
        self.put("default", YearTable(2026))
        with transaction.atomic():
            self.put("default", YearTable(2026, {date(2026, 1, 1): "元旦"}))
            assert not calendar().is_working_day(date(2026, 1, 1))
            transaction.set_rollback(True)
        self.put("default", YearTable(2026, {date(2026, 1, 2): "元旦"}))
        assert calendar().is_working_day(date(2026, 1, 1))

    def test_a_local_calendar_follows_the_one_it_is_based_on(self):
        self.put("default", YearTable(2026, {date(2026, 1, 1): "元旦"}))
        self.put("local", YearTable(2026, {date(2026, 4, 20): "地方节日"}), based_on="default")
        assert not calendar("local").is_working_day(date(2026, 1, 1))
        assert not calendar("local").is_working_day(date(2026, 4, 20))
        assert calendar("default").is_working_day(date(2026, 4, 20))
        self.put("default", YearTable(2027, {date(2027, 1, 1): "元旦"}))
        assert calendar("local").known_years == {2026, 2027}

    def test_the_day_here_begins_before_the_day_in_utc(self):
        late = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 00:30 on the second in Shanghai
        assert local_date(late) == date(2026, 3, 1), "no calendar yet: UTC"
        a_calendar()
        assert local_date(late) == date(2026, 3, 2)

    def test_a_known_calendar_costs_one_small_query(self, django_assert_num_queries):
        self.put("default", YearTable(2026))
        first = calendar()
        with django_assert_num_queries(1):
            assert calendar() is first


class TestCodeList:
    def test_entries_in_order_with_their_validity(self):
        with pytest.raises(CodeListUnknown):
            code_list("colours")
        records = [
            CodeRecord("2", Text.of("绿", "green"), {"alpha": "GR"}),
            CodeRecord("1", Text.of("红", "red"), valid_until=date(2020, 1, 1)),
        ]
        put_code_list(
            actor=SYSTEM,
            scheme="colours",
            title=Text.of("颜色", "Colours"),
            records=records,
            source="test",
            now=NOW,
        )
        found = code_list("colours")
        assert [(entry.code, entry.valid) for entry in found.entries] == [("2", True), ("1", False)]
        assert found.entries[0].also == {"alpha": "GR"}
        assert code_list("colours", date(2019, 12, 31)).entries[1].valid
        assert found.name_of("1").en == "red"
        assert found.name_of("3") is None
