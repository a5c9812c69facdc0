from __future__ import annotations

from datetime import date

import pytest

from tongban.jurisdiction.adapters.csv_file import read_csv
from tongban.jurisdiction.domain.files import calendar_days, divisions
from tongban.jurisdiction.domain.files.code_lists import COUNTRIES, ETHNICITY, read_code_list
from tongban.jurisdiction.domain.files.division_history import HEADER, read_history
from tongban.jurisdiction.domain.history import Succession
from tongban.jurisdiction.refusals import CodesFileUnreadable
from tongban.jurisdiction.tests.factories import record
from tongban.kernel.text import Text

AS_OF = date(2026, 1, 1)


def numbered(header, *lines: str):
    return [
        (number, dict(zip(header, line.split(","), strict=True)))
        for number, line in enumerate(lines, start=2)
    ]


def history(*lines: str):
    return read_history(numbered(HEADER, *lines))


class TestDivisionHistory:
    def test_periods_parents_and_steps(self):
        records, steps, rejected = history(
            "990000,示例省,,示例省,省级,在用,1981,,",
            "990100,示例省,示例市,示例市,地级,在用,1983,,",
            "990103,示例省,示例市,桥东区,县级,弃用,1983,2014,990102;990104",
            "990102,示例省,示例市,桥西区,县级,在用,1983,,990104[2001]",
            "990104,示例省,示例市,新区,县级,在用,1990,,",
            "999001,示例省,直辖,直管市,县级,在用,1990,,",
        )
        assert rejected == []
        parents = {one.code: one.parent_code for one in records}
        assert parents == {
            "990000": "",
            "990100": "990000",
            "990103": "990100",
            "990102": "990100",
            "990104": "990100",
            "999001": "990000",
        }
        assert records[2].valid_until == date(2014, 1, 1)
        assert steps == [
            Succession("990103", "990102", date(2014, 1, 1)),
            Succession("990103", "990104", date(2014, 1, 1)),
            Succession("990102", "990104", date(2001, 1, 1), partial=True),
        ]

    @pytest.mark.parametrize(
        ("line", "word"),
        [
            ("99010,示例省,,区,县级,在用,1981,,", "6位"),
            ("990１02,示例省,,区,县级,在用,1981,,", "6位"),
            ("990102,示例省,,,县级,在用,1981,,", "名称"),
            ("990102,示例省,,区,村级,在用,1981,,", "级别"),
            ("990102,示例省,,区,县级,拟设,1981,,", "状态"),
            ("990102,示例省,,区,县级,在用,81,,", "4位"),
            ("990102,示例省,,区,县级,在用,1881,,", "不可能"),
            ("990102,示例省,,区,县级,在用,1981,1990,", "不应有终止"),
            ("990102,示例省,,区,县级,弃用,1981,,", "缺少终止"),
            ("990102,示例省,,区,县级,弃用,1990,1990,", "终止年份不在"),
            ("990102,示例省,,区,县级,弃用,1981,1990,99010", "无法读懂"),
            ("990102,示例省,,区,县级,在用,1981,,990103", "没有年份"),
        ],
    )
    def test_a_bad_row_is_told_with_its_line_and_the_rest_is_taken(self, line, word):
        records, _, (rejected,) = history(line, "990103,示例省,,好区,县级,在用,1981,,")
        assert rejected.line == 2
        assert word in rejected.reason.zh
        assert rejected.reason.en != rejected.reason.zh
        assert [one.code for one in records] == ["990103"]

    def test_half_a_history_is_not_taken(self):
        good, bad = "990107,省,,区,县级,在用,1992,,", "990107,省,,区,县级,变更,1983,,"
        records, _, rejected = history(good, bad)
        assert records == []
        assert [entry.line for entry in rejected] == [2, 3]
        records, _, rejected = history(good, "990107,省,,区,县级,变更,1983,1995,")
        assert records == []
        assert {entry.reason.en for entry in rejected} == {"Periods of this code overlap."}

    def test_a_successor_nobody_knows_is_told_and_the_row_kept(self):
        records, steps, (rejected,) = history("990107,省,,区,县级,弃用,1983,1990,990999")
        assert (len(records), steps) == (1, [])
        assert "990999" in rejected.reason.en


class TestDivisionLists:
    def test_the_four_shapes(self):
        (province,), _ = divisions.read_list(
            divisions.PROVINCES, numbered(divisions.PROVINCES, "99,示例省")
        )
        (city,), _ = divisions.read_list(
            divisions.CITIES, numbered(divisions.CITIES, "9901,示例市,99")
        )
        (area,), _ = divisions.read_list(
            divisions.AREAS, numbered(divisions.AREAS, "990102,东区,9901,99")
        )
        (street,), _ = divisions.read_list(
            divisions.STREETS, numbered(divisions.STREETS, "990102001,街道,990102,99,9901")
        )
        codes = [entry.code for entry in (province, city, area, street)]
        assert codes == ["990000", "990100", "990102", "990102001"]
        assert street.parents[0] == "990102"

    @pytest.mark.parametrize(
        ("line", "word"),
        [
            ("9901,区,9901,99", "6位"),
            ("990102,,9901,99", "name"),
            ("990102,区,9902,99", "cityCode"),
            ("990102,市辖区,9901,99", "分组"),
            ("990103,好区,9901,99", "第3行"),
        ],
    )
    def test_bad_rows(self, line, word):
        rows = numbered(divisions.AREAS, "990104,区,9901,99", "990103,好区,9901,99", line)
        listed, (rejected,) = divisions.read_list(divisions.AREAS, rows)
        assert len(listed) == 2
        assert (rejected.line, word in rejected.reason.zh) == (4, True), rejected.reason.zh

    def merge(self, name: str, *known, as_of: date = AS_OF):
        rows = numbered(divisions.AREAS, f"990102,{name},9901,99")
        listed, _ = divisions.read_list(divisions.AREAS, rows)
        return divisions.merge_list(listed, {"990102": list(known)}, {"990100"}, as_of)

    def test_what_is_new_starts_on_the_day_of_the_list(self):
        merged = self.merge("东区")
        assert [one.valid_from for one in merged.records] == [AS_OF]
        assert merged.records[0].parent_code == "990100"

    def test_what_is_as_known_is_left_alone(self):
        merged = self.merge("东区", record("990102", 1981, name="东区"))
        assert (merged.records, merged.unchanged) == ([], 1)

    def test_a_new_name_ends_the_old_period_and_leads_on(self):
        old = record("990102", 1981, name="东郊")
        merged = self.merge("东区", old)
        assert [(p.name.zh, p.valid_from, p.valid_until) for p in merged.records] == [
            ("东郊", old.valid_from, AS_OF),
            ("东区", AS_OF, None),
        ]
        assert merged.steps == [Succession("990102", "990102", AS_OF)]

    def test_a_city_without_counties_is_not_its_own_parent(self):
        rows = numbered(divisions.AREAS, "990100,无县之市,9901,99")
        listed, _ = divisions.read_list(divisions.AREAS, rows)
        merged = divisions.merge_list(listed, {}, {"990100", "990000"}, AS_OF)
        assert merged.records[0].parent_code == "990000"

    def test_a_retired_code_in_the_list_is_used_again(self):
        merged = self.merge("东区", record("990102", 1981, 1990, name="旧"))
        assert [p.valid_from.year for p in merged.records] == [1981, 2026]
        assert merged.steps == []

    def test_an_old_list_does_not_overwrite_newer_records(self):
        newer = record("990102", 2020, name="新名")
        for as_of in (date(2010, 1, 1), date(2020, 1, 1)):
            merged = self.merge("旧名", newer, as_of=as_of)
            assert merged.records == []
            assert "--as-of" in merged.rejected[0].mend.en


class TestCalendarDays:
    def read(self, *lines: str):
        return calendar_days.read_days(numbered(calendar_days.HEADER, *lines))

    def test_a_table_per_year(self):
        tables, rejected = self.read(
            "2026-01-01,holiday,New Year's Day",
            "2026-01-02,holiday,New Year's Day",
            "2026-01-02,in_lieu,New Year's Day",
            "2026-01-04,makeup_workday,New Year's Day",
            "2027-01-01,holiday,New Year's Day",
        )
        assert rejected == []
        assert [table.year for table in tables] == [2026, 2027]
        assert sorted(tables[0].holidays) == [date(2026, 1, 1), date(2026, 1, 2)]
        assert sorted(tables[0].workdays) == [date(2026, 1, 4)]

    @pytest.mark.parametrize(
        "line",
        [
            "2026-02-30,holiday,x",
            "2026-1-5,holiday,x",
            "2026-01-05,festival,x",
            "2026-01-05,,x",
            "2026-01-05,holiday,",
            "2026-01-01,makeup_workday,x",
        ],
    )
    def test_a_year_with_a_bad_row_is_left_out_whole(self, line):
        good = "2026-01-01,holiday,x"
        tables, rejected = self.read(good, line, "2027-01-01,holiday,x")
        assert [table.year for table in tables] == [2027]
        assert [entry.line for entry in rejected] == [2, 3]


class TestCodeLists:
    def test_ethnicity_and_countries(self):
        found, rejected = read_code_list(
            ETHNICITY,
            numbered(ETHNICITY.header, "01,HA,汉族,", "1,XX,某族,", "01,HB,某族,", "02,M,,"),
        )
        assert [(one.code, one.name.zh, one.also) for one in found] == [
            ("01", "汉族", {"alpha": "HA"})
        ]
        assert [entry.line for entry in rejected] == [3, 4, 5]
        (country,), (bad,) = read_code_list(
            COUNTRIES, numbered(COUNTRIES.header, "CN,CHN,156,China,中国", "cn,CHX,15,China,中国")
        )
        assert country.code == "CHN"
        assert country.name == Text.of("中国", "China")
        assert bad.key == "CHX"


class TestCsvFile:
    def test_bom_gb18030_and_short_rows(self, tmp_path):
        path = tmp_path / "codes.csv"
        for encoding in ("utf-8-sig", "utf-8", "gb18030"):
            path.write_bytes('代码,名称\r\n\r\n99,"东,区"\r\n98\r\n'.encode(encoding))
            header, rows = read_csv(path)
            assert header == ("代码", "名称")
            assert rows == [(3, {"代码": "99", "名称": "东,区"}), (4, {"代码": "98", "名称": ""})]

    @pytest.mark.parametrize("content", [b"", b" \n", b"\x00\x01", b'a,b\n"x', b"\xff\xff\xff"])
    def test_what_cannot_be_read_is_refused(self, tmp_path, content):
        path = tmp_path / "codes.csv"
        path.write_bytes(content)
        with pytest.raises(CodesFileUnreadable, match=r"codes\.csv"):
            read_csv(path)
        with pytest.raises(CodesFileUnreadable):
            read_csv(tmp_path / "missing.csv")
        with pytest.raises(CodesFileUnreadable):
            read_csv(tmp_path)
