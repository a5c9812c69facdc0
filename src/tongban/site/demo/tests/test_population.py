"""Invented people: repeatable, consistent, impossible as real ones."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tongban.elements.domain import fits
from tongban.elements.views import ElementKind, Scalar
from tongban.identity.api import tidy_number
from tongban.identity.domain.names import tidy_name
from tongban.identity.views import IdentifierScheme
from tongban.kernel.codes import resident_id, uscc
from tongban.site.demo.cast import cast, newborn, shop
from tongban.site.demo.population import Person, Place, Population
from tongban.site.demo.records import record_of, record_of_firm

TODAY = date(2026, 11, 23)
PLACES = (
    Place("990102", "安和市明德区", "安和市"),
    Place("990121", "安和市柳塘县", "安和市"),
    Place("990202", "云岭市东岸区", "云岭市"),
)
PACK = Path(settings.PACK_DIR) / "shili"


def people_of(number: int, seed: int = 1) -> list[Person]:
    households = Population(seed, TODAY, PLACES).people(number)
    return [person for household in households for person in household]


CROWD = people_of(3000)
FIRMS = Population(1, TODAY, PLACES).firms(150, [p for p in CROWD if p.number])


def test_exactly_as_many_as_asked_and_the_same_each_time() -> None:
    assert len(CROWD) == 3000
    assert people_of(3000) == CROWD
    assert people_of(0) == []
    assert people_of(50) == CROWD[:50]


def test_no_number_could_belong_to_a_real_person() -> None:
    numbers = [p.number for p in CROWD if p.number]
    assert len(numbers) == len(set(numbers))
    for person in CROWD:
        assert re.fullmatch(r"1990000\d{4}", person.phone)
        if person.number:
            parsed = resident_id.parse(person.number)
            assert parsed.division.startswith("99")
            assert parsed.birth_date == person.born
            assert parsed.sex.value == person.sex
    for firm in FIRMS:
        assert uscc.parse(firm.code).division.startswith("99")
    assert len({firm.code for firm in FIRMS}) == len(FIRMS)


@given(st.integers(2, 79))
@hypothesis_settings(max_examples=5)
def test_two_crowds_share_no_number_and_no_id(seed: int) -> None:
    other = people_of(300, seed)
    assert not {p.number for p in other if p.number} & {p.number for p in CROWD}
    assert not {p.id for p in other} & {p.id for p in CROWD}


def test_hard_names_live_among_them() -> None:
    names = [p.name for p in CROWD]
    assert all(tidy_name(name) == name for name in names)
    assert any("·" in name for name in names)
    assert any(any(ord(char) > 0xFFFF for char in name) for name in names)
    assert any("㛃" in name for name in names)
    assert max(map(len, names)) > 20


def test_families_are_possible() -> None:
    by_id = {p.id: p for p in CROWD}
    for person in CROWD:
        assert person.born < TODAY
        if person.married_on:
            assert person.married_on >= person.born + timedelta(days=20 * 365)
            assert person.married_on <= TODAY
        if person.guardian_id in by_id:
            mother = by_id[person.guardian_id]
            assert mother.sex == "female"
            assert (person.born - mother.born).days > 18 * 365
    assert any(p.age(TODAY) >= 80 for p in CROWD)


def test_a_newborn_has_neither_number_nor_household() -> None:
    newborns = [p for p in CROWD if (TODAY - p.born).days <= 25]
    assert newborns
    for child in (*newborns, newborn(TODAY)):
        record = record_of(child, TODAY)
        assert child.number is None
        assert "person.name" not in record
        assert not [name for name in record if name.startswith("person.hukou")]
        assert record["person.birth.mother_name"] == child.mother_name


def test_some_permits_are_due_within_the_month() -> None:
    due = 0
    for person in CROWD:
        record = record_of(person, TODAY)
        until = record.get("person.permit.valid_until")
        if until and record["person.permit.status"] == "valid":
            days = (date.fromisoformat(str(until)) - TODAY).days
            assert days > 0
            due += days <= 31
    assert due > 10


def test_foreigners_carry_invented_passports() -> None:
    foreigners = [p for p in CROWD if p.passport]
    assert foreigners
    for person in foreigners:
        assert tidy_number(IdentifierScheme.PASSPORT, str(person.passport)) == person.passport
        assert person.number is None


def written(folder: str) -> list[dict]:
    found: list[dict] = []
    for file in sorted((PACK / folder).glob("*.yaml")):
        entry = yaml.safe_load(file.read_text(encoding="utf-8"))
        found.extend(entry if isinstance(entry, list) else [entry])
    return found


RECORDS = [
    *(record_of(p, TODAY) for p in CROWD),
    *(record_of_firm(f, TODAY) for f in FIRMS),
    *(m.complete(record_of(m.person, TODAY)) for m in cast(TODAY)),
    record_of_firm(shop(TODAY), TODAY),
]


def test_every_value_is_one_the_pack_allows() -> None:
    elements = {e["id"]: e for e in written("elements")}
    lists = {c["scheme"]: {e["code"] for e in c["entries"]} for c in written("code-lists")}

    def allows(element_id: str, value: Scalar) -> bool:
        element = elements.get(element_id)
        if element is None or not fits(ElementKind(element["kind"]), value):
            return False
        return element["kind"] != "code" or value in lists[element["code_list"]]

    faults = {
        (element_id, value)
        for record in RECORDS
        for element_id, value in record.items()
        if not allows(element_id, value)
    }
    assert not faults


def test_every_register_of_the_pack_but_that_of_deaths_knows_somebody() -> None:
    source_of = {e["id"]: e["source"] for e in written("elements") if "source" in e}
    filled = {source_of[element_id] for record in RECORDS for element_id in record}
    assert filled == {source["code"] for source in written("sources")} - {"death-medical"}


def test_the_casts_posts_are_those_of_the_pack() -> None:
    posts = {post["id"] for agency in written("agencies") for post in agency.get("posts", [])}
    held = {post for member in cast(TODAY) for post in member.posts}
    assert held
    assert held <= posts


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 2, 28), date(2028, 2, 29)])
def test_the_cast_stands_on_any_day(day: date) -> None:
    members = cast(day)
    assert len({m.person.number for m in members}) == len(members)
    (elder,) = (m.person for m in members if m.person.id.endswith("zhao-changqing"))
    assert elder.age(day) == 82
    for member in members:
        assert member.label.en != member.label.zh
        assert member.complete(record_of(member.person, day))["person.name"] == member.person.name
