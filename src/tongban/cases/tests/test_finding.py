"""Finding cases at the desk: what is found, by whom, and what is not told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.cases.api import NothingToFindBy, Sought, desk_find
from tongban.cases.models import Case
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
)
from tongban.identity.api import Identifier, IdentifierScheme, add_identifier
from tongban.kernel.actor import Actor
from tongban.kernel.codes import resident_id

pytestmark = pytest.mark.django_db
OTHER_AGENCY = "11990000MB0000001X"
SYSTEM = Actor.system("test")
BORN = date(1990, 5, 6)  # as the factory's people are
KNOWN_ID = resident_id.make("990101", BORN, 918)
NOBODYS_ID = resident_id.make("990101", BORN, 920)


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def found(actor: Actor, words: str = "", **sought: object) -> list[str]:
    return [row.id for row in desk_find(actor, Sought(words, **sought), NOW)]


def test_by_number_whole_or_from_its_day_on_and_not_by_less():
    case = submit(a_resident(), COMMITTED)
    officer = an_officer()
    assert found(officer, f" {case.number[:10]} {case.number[10:]} ") == [case.id]
    assert found(officer, case.number[:14]) == [case.id]
    assert found(officer, case.number[:-1] + str((int(case.number[-1]) + 1) % 10)) == []
    for words in (case.number[:13], "%", "欧阳", "_" * 22):
        with pytest.raises(NothingToFindBy):
            found(officer, words)


def test_by_the_number_of_who_applied_newest_first_and_masked():
    person = a_resident()
    number = Identifier(IdentifierScheme.RESIDENT_ID, KNOWN_ID)
    add_identifier(actor=SYSTEM, subject_id=person.subject_id, identifier=number, now=NOW)
    first = submit(person, COMMITTED)
    second = submit(person, COMMITTED, now=NOW + timedelta(minutes=1))
    submit(a_resident(), COMMITTED)
    rows = desk_find(an_officer(), Sought(KNOWN_ID.lower()), NOW)
    assert [row.id for row in rows] == [second.id, first.id]
    assert {row.applicant for row in rows} == {"欧***"}
    assert found(an_officer(), NOBODYS_ID) == []  # well formed, nobody's


def test_by_item_and_days():
    case = submit(a_resident(), COMMITTED)
    officer, day = an_officer(), timedelta(days=1)
    assert found(officer, item_code=COMMITTED) == [case.id]
    assert found(officer, item_code=COMMITTED, since=NOW, until=NOW + day) == [case.id]
    assert found(officer, item_code=COMMITTED, until=NOW) == []
    assert found(officer, item_code="another") == []
    assert found(officer, case.number, item_code="another") == []
    with pytest.raises(NothingToFindBy):
        found(officer, since=NOW)


@pytest.mark.parametrize("column", ["current_agency", "receiving_agency", "deciding_agency"])
def test_every_involved_agency_finds_it_and_nobody_else(column):
    case = submit(a_resident(), COMMITTED)
    for each in ("current_agency", "receiving_agency", "deciding_agency"):
        Case.objects.filter(id=case.id).update(**{each: "11990102MB0000009A"})
    Case.objects.filter(id=case.id).update(**{column: OTHER_AGENCY})
    assert found(an_officer(agency_code=OTHER_AGENCY), case.number) == [case.id]
    for stranger in (
        an_officer(),
        an_officer(agency_code=OTHER_AGENCY, region="990202"),
        a_resident(),
        Actor.anonymous(),
    ):
        assert found(stranger, case.number) == []


def test_by_who_applied_for_whoever_knows_the_id_and_only_their_own_posts_cases():
    me, other = a_resident(), a_resident()
    mine = submit(me, COMMITTED)
    submit(other, COMMITTED)
    assert found(an_officer(), subject_id=me.subject_id) == [mine.id]
    assert found(an_officer(), mine.number, subject_id=other.subject_id) == []
    assert found(an_officer(agency_code=OTHER_AGENCY), subject_id=me.subject_id) == []
