from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from tests.shared_data import shared_data

from tongban.jurisdiction.api import (
    CodesFileShapeUnknown,
    CodesKindUnknown,
    CodesNotYours,
    calendar,
    code_list,
    division,
    import_codes,
    successor_of,
)
from tongban.jurisdiction.models import Division, Succession, WorkCalendar
from tongban.jurisdiction.tests.factories import NOW, SYSTEM
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db

HISTORY = """\ufeff代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码
990000,示例省,,示例省,省级,在用,1981,,
990100,示例省,示例市,示例市,地级,在用,1981,,
990121,示例省,示例市,老县,县级,弃用,1981,1990,990102;990103
990102,示例省,示例市,东区,县级,在用,1990,,
990103,示例省,示例市,西区,县级,变更,1990,2005,990103
990103,示例省,示例市,城西区,县级,在用,2005,,
99010X,示例省,示例市,坏行,县级,在用,1990,,
"""
STREETS = """code,name,areaCode,provinceCode,cityCode
990102001,"和平街道",990102,99,9901
990102002,"胜利街道",990102,99,9901
"""
CALENDAR = """date,kind,name
2026-10-01,holiday,National Day
2026-10-10,makeup_workday,National Day
"""
ETHNICITY = "code,alpha,name,note\n01,HA,汉族,\n02,MG,蒙古族,\n"


@pytest.fixture
def load(tmp_path):
    def run(kind: str, text: str, **more):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        return import_codes(actor=SYSTEM, kind=kind, path=path, now=NOW, **more)

    return run


class TestImport:
    def test_good_rows_land_and_bad_ones_are_listed(self, load):
        report = load("division-history", HISTORY)
        assert (report.read, report.added, report.changed, report.unchanged) == (7, 6, 0, 0)
        assert [(row.line, row.key) for row in report.rejected] == [(8, "99010X")]
        assert [d.code for d in successor_of("990121", date(1985, 7, 1))] == ["990102", "990103"]
        assert division("990103").name.zh == "城西区"

    @pytest.mark.parametrize(
        ("kind", "text", "about"),
        [
            ("division-history", HISTORY, "divisions"),
            ("divisions", STREETS, "divisions"),
            ("calendar", CALENDAR, "calendar:default"),
            ("ethnicity", ETHNICITY, "code-list:gb-t-3304"),
        ],
    )
    def test_a_second_import_changes_nothing(self, load, kind, text, about):
        first = load(kind, text)
        rows = list(Division.objects.order_by("id").values())
        again = load(kind, text)
        assert first.added > 0
        assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)
        assert list(Division.objects.order_by("id").values()) == rows
        (leaf,) = leaves_about(SYSTEM, about)
        assert leaf.kind.startswith("jurisdiction.")
        assert leaf.facts == {"source": f"file:{kind}.csv", "added": first.added, "changed": 0}
        with connection.cursor() as cursor:
            cursor.execute("SELECT aggregate FROM jobs_outbox")
            assert cursor.fetchall() == [(about,)]

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("division-history", HISTORY),
            ("divisions", STREETS),
            ("calendar", CALENDAR),
            ("ethnicity", ETHNICITY),
        ],
    )
    def test_a_dry_run_tells_the_same_and_writes_nothing(self, load, kind, text):
        told = load(kind, text, dry_run=True)
        assert told.dry_run
        assert not Division.objects.exists()
        assert not WorkCalendar.objects.exists()
        done = load(kind, text)
        assert (told.added, told.rejected) == (done.added, done.rejected)

    def test_a_changed_file_writes_only_what_changed(self, load):
        load("division-history", HISTORY)
        changed = HISTORY.replace(
            "西区,县级,变更,1990,2005,990103", "西郊区,县级,变更,1990,2005,990103"
        )
        report = load("division-history", changed)
        assert (report.added, report.changed, report.unchanged) == (0, 1, 5)
        shorter = "\n".join(line for line in HISTORY.splitlines() if "城西区" not in line)
        report = load("division-history", shorter)
        assert Division.objects.filter(code="990103").count() == 1
        assert Succession.objects.filter(code="990103", successor="990103").exists()

    def test_a_list_lies_over_the_history(self, load):
        load("division-history", HISTORY)
        areas = "code,name,cityCode,provinceCode\n990102,新东区,9901,99\n990103,城西区,9901,99\n"
        report = load("divisions", areas, as_of=date(2026, 6, 1))
        assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
        assert division("990102").name.zh == "新东区"
        assert division("990102", date(2026, 5, 31)).name.zh == "东区"
        assert [d.name.zh for d in successor_of("990102", date(2000, 1, 1))] == ["新东区"]
        assert [d.code for d in successor_of("990121", date(1985, 7, 1))] == ["990102", "990103"]
        again = load("divisions", areas, as_of=date(2026, 6, 1))
        assert (again.added, again.changed, again.unchanged) == (0, 0, 2)

    def test_another_year_leaves_the_others_alone(self, load):
        load("calendar", CALENDAR)
        load("calendar", CALENDAR.replace("2026", "2027"))
        assert calendar().known_years == {2026, 2027}
        assert not calendar().is_working_day(date(2026, 10, 1))
        assert calendar().is_working_day(date(2026, 10, 10))

    def test_what_cannot_be_imported_is_refused_in_words(self, load, tmp_path):
        with pytest.raises(CodesKindUnknown, match="weather"):
            load("weather", STREETS)
        with pytest.raises(CodesFileShapeUnknown) as refusal:
            load("calendar", STREETS)
        assert "date,kind,name" in refusal.value.mend.en
        path = tmp_path / "streets.csv"
        path.write_text(STREETS)
        with pytest.raises(CodesNotYours):
            import_codes(actor=Actor.anonymous(), kind="divisions", path=path, now=NOW)
        assert not Division.objects.exists()


@pytest.mark.shared_data
class TestRealFiles:
    def take(self, kind: str, name: str):
        path = shared_data(f"codes/{name}")
        return import_codes(actor=SYSTEM, kind=kind, path=path, now=NOW)

    def test_county_codes_since_1981_lead_to_today(self):
        report = self.take("division-history", "areacodes_history.csv")
        assert (report.read, report.added, report.rejected) == (6823, 6823, ())
        dongcheng = successor_of("110103", date(1985, 7, 1))  # 崇文区 joined 东城区 in 2010
        assert [(d.code, d.name.zh) for d in dongcheng] == [("110101", "东城区")]
        yanshan = successor_of("362324", date(1985, 7, 1))  # 上饶地区 became a city in 2000
        assert [(d.code, d.name.zh) for d in yanshan] == [("361124", "铅山县")]
        again = self.take("division-history", "areacodes_history.csv")
        assert (again.added, again.changed) == (0, 0)

    def test_forty_thousand_streets_with_their_areas(self):
        self.take("divisions", "areas.csv")
        report = self.take("divisions", "streets.csv")
        assert (report.read, report.added, report.rejected) == (41352, 41352, ())
        assert division("110101001").parent_code == "110101"

    def test_the_national_calendar_and_lists(self):
        report = self.take("calendar", "calendar_cn.csv")
        assert (report.added, report.rejected) == (23, ())
        assert calendar().is_working_day(date(2026, 10, 10))
        assert not calendar().is_working_day(date(2026, 10, 7))
        assert self.take("ethnicity", "gb3304_ethnicity.csv").added == 56
        assert self.take("countries", "country_iso3166_zh.csv").rejected == ()
        assert code_list("gb-t-2659").name_of("CHN").zh == "中国"
