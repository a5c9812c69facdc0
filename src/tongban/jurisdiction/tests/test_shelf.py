from __future__ import annotations

from types import SimpleNamespace

import pytest

from tongban.content.api import check_pack
from tongban.jurisdiction.actions.publish_calendars import publish_calendars
from tongban.jurisdiction.actions.publish_code_lists import publish_code_lists
from tongban.jurisdiction.actions.publish_divisions import publish_divisions
from tongban.jurisdiction.api import calendar, code_list, division, successor_of
from tongban.jurisdiction.schema import CalendarEntry, CodeListEntry, DivisionEntry
from tongban.jurisdiction.tests.factories import NOW, SYSTEM
from tongban.ledger.api import leaves_about

GOOD_DIVISIONS = """
- {code: "990000", name: {zh-Hans: 示例省, en: Example}, level: province, valid_from: 1981-01-01}
- {code: "990100", name: {zh-Hans: 示例市, en: City}, level: city, parent: "990000",
   valid_from: 1981-01-01}
- code: "990102"
  name: {zh-Hans: 东区, en: East}
  level: county
  parent: "990100"
  valid_from: 1992-01-01
  earlier:
    - name: {zh-Hans: 东郊, en: East suburb}
      level: county
      parent: "990100"
      valid_from: 1981-01-01
      valid_until: 1992-01-01
      successors: [{code: "990102", since: 1992-01-01}]
"""
GOOD_CALENDARS = """
code: default
title: {zh-Hans: 国家日历, en: National calendar}
zone: Asia/Shanghai
years:
  - year: 2026
    holidays: [{name: {zh-Hans: 国庆节, en: National Day}, first: 2026-10-01, last: 2026-10-07}]
    workdays: [2026-10-10]
"""
GOOD_LISTS = """
scheme: sex
title: {zh-Hans: 性别, en: Sex}
entries:
  - {code: "1", name: {zh-Hans: 男, en: male}}
  - {code: "2", name: {zh-Hans: 女, en: female}}
"""


@pytest.fixture
def problems_of(tmp_path):
    """Codes of the problems a pack has with one file changed."""

    def check(shelf: str = "", text: str = "") -> set[str]:
        files = {"divisions": GOOD_DIVISIONS, "calendars": GOOD_CALENDARS, "code-lists": GOOD_LISTS}
        manifest = (
            "format: 1\ncode: test\nversion: '1'\ndivision: '990000'\n"
            "title: {zh-Hans: 测试, en: Test}\n"
        )
        (tmp_path / "pack.yaml").write_text(manifest, "utf-8")
        for name, content in (files | ({shelf: text} if shelf else {})).items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "all.yaml").write_text(content, "utf-8")
        found = check_pack(tmp_path).problems
        return {problem.code for problem in found if problem.code.startswith("jurisdiction.")}

    return check


def test_a_sound_pack_has_no_problem(problems_of):
    assert problems_of() == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('code: "990102"', 'code: "990102001"', "code_length"),
        ("valid_until: 1992-01-01", "valid_until: 1993-01-01", "periods_overlap"),
        ("valid_until: 1992-01-01", "valid_until: 1981-01-01", "period_empty"),
        ('parent: "990000",', "", "parent_missing"),
        ('parent: "990100"', 'parent: "990800"', "division_missing"),
        ('{code: "990102", since', '{code: "990109", since', "division_missing"),
        ("level: city", "level: county", "parent_not_above"),
    ],
)
def test_faults_of_divisions_are_found(problems_of, old, new, code):
    assert old in GOOD_DIVISIONS
    assert f"jurisdiction.{code}" in problems_of("divisions", GOOD_DIVISIONS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Asia/Shanghai", "Asia/Nowhere", "zone_unknown"),
        ("years:", "based_on: other\nyears:", "calendar_missing"),
        ("years:", "based_on: default\nyears:", "calendar_circle"),
        ("last: 2026-10-07", "last: 2026-09-07", "holiday_backwards"),
        ("last: 2026-10-07", "last: 2027-01-02", "day_outside_year"),
        ("2026-10-10", "2025-10-10", "day_outside_year"),
        ("2026-10-10", "2026-10-03", "day_off_and_worked"),
        ("years:", "years:\n  - year: 2026", "year_twice"),
    ],
)
def test_faults_of_calendars_are_found(problems_of, old, new, code):
    assert old in GOOD_CALENDARS
    assert f"jurisdiction.{code}" in problems_of("calendars", GOOD_CALENDARS.replace(old, new))


def test_faults_of_code_lists_are_found(problems_of):
    twice = GOOD_LISTS.replace('code: "2"', 'code: "1"')
    assert problems_of("code-lists", twice) == {"jurisdiction.code_twice"}


@pytest.mark.django_db
def test_publishing_twice_writes_once():
    import yaml

    release = SimpleNamespace(pack="test")
    shelves = [
        (publish_divisions, DivisionEntry, yaml.safe_load(GOOD_DIVISIONS)),
        (publish_calendars, CalendarEntry, [yaml.safe_load(GOOD_CALENDARS)]),
        (publish_code_lists, CodeListEntry, [yaml.safe_load(GOOD_LISTS)]),
    ]
    for _ in range(2):
        for publish, schema, raw in shelves:
            entries = tuple(SimpleNamespace(model=schema.model_validate(one)) for one in raw)
            publish(actor=SYSTEM, entries=entries, release=release, now=NOW)
    assert division("990102").name.en == "East"
    assert [d.name.zh for d in successor_of("990102", NOW.date().replace(year=1985))] == ["东区"]
    assert not calendar().is_working_day(NOW.date().replace(month=10, day=7))
    assert calendar().is_working_day(NOW.date().replace(month=10, day=10))
    assert [entry.code for entry in code_list("sex").entries] == ["1", "2"]
    for about in ("divisions", "calendar:default", "code-list:sex"):
        assert len(leaves_about(SYSTEM, about)) == 1
