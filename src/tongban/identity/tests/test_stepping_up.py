"""Stepping up: what each way proves, five failed tries a day, and a picture that is never kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.identity.api import (
    CheckAbsent,
    CheckNotPassed,
    CheckWay,
    Identifier,
    IdentifierScheme,
    IdentityCheckerTwin,
    NotYours,
    Sex,
    TooManyChecks,
    assurance_levels,
    confirm_identity,
    connect_checker,
    register_person,
    subject,
    ways_to,
)
from tongban.identity.models import IdentityCheck
from tongban.identity.tests.factories import NOW
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import resident_id

NAME, NUMBER = "苏示例", resident_id.make("990202", date(1996, 5, 12), 14)
SYSTEM = Actor.system("tests")


@pytest.fixture
def twin() -> Iterator[IdentityCheckerTwin]:
    from tongban.identity import ports

    before = list(ports._checker)
    made = IdentityCheckerTwin(lambda: [(NAME, NUMBER)])
    connect_checker(made)
    yield made
    ports._checker[:] = before


@pytest.fixture
def newcomer() -> Actor:
    person = register_person(
        actor=SYSTEM, name=NAME, identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, NUMBER),),
        birth_date=date(1996, 5, 12), sex=Sex.FEMALE, region="990102", assurance=Assurance.L2,
        now=NOW,
    )  # fmt: skip
    return Actor(ActorKind.PERSON, person.id, "acct_new", assurance=Assurance.L2)


@given(st.sampled_from([level for level in Assurance if level]))
def test_a_way_reaches_what_it_is_offered_for(needed: Assurance):
    assert all(way.reaches >= needed for way in ways_to(needed))
    assert {way for way in CheckWay if way.reaches >= needed} == set(ways_to(needed))


def test_every_level_says_what_it_takes_and_why():
    assert [one.level for one in assurance_levels()] == [level for level in Assurance if level]
    assert all(one.requirement.zh and one.reason.zh and one.reason.en for one in assurance_levels())


@pytest.mark.django_db
class TestConfirming:
    def test_two_factors_make_three_and_the_face_four(self, twin, newcomer):
        typed = {"actor": newcomer, "way": CheckWay.REGISTER, "now": NOW}
        with pytest.raises(CheckNotPassed):
            confirm_identity(**typed, number="99010219900101001X")
        assert confirm_identity(**typed, number=NUMBER) is Assurance.L3
        shown = {"actor": newcomer, "way": CheckWay.FACE, "now": NOW}
        with pytest.raises(CheckNotPassed):
            confirm_identity(**shown, picture=b"somebody else")
        assert confirm_identity(**shown, picture=twin.face_of(NUMBER)) is Assurance.L4
        assert subject(SYSTEM, newcomer.subject_id).assurance is Assurance.L4
        assert confirm_identity(**typed, number=NUMBER) is Assurance.L4, "never downwards"

    def test_five_failures_pause_it_for_a_day(self, twin, newcomer):
        face = twin.face_of(NUMBER)
        for _ in range(5):
            with pytest.raises(CheckNotPassed):
                confirm_identity(actor=newcomer, way=CheckWay.FACE, picture=b"no", now=NOW)
        with pytest.raises(TooManyChecks):
            confirm_identity(actor=newcomer, way=CheckWay.FACE, picture=face, now=NOW)
        later = NOW + timedelta(days=1, seconds=1)
        confirm_identity(actor=newcomer, way=CheckWay.FACE, picture=face, now=later)
        kept = {field.name for field in IdentityCheck._meta.get_fields()}
        assert kept == {"id", "subject", "way", "passed", "at"}, "no picture, no number"

    def test_nobody_is_raised_by_word_or_without_a_register(self, twin, newcomer):
        for way in (CheckWay.HALL, CheckWay.CERTIFICATE):
            with pytest.raises(NotYours):
                confirm_identity(actor=newcomer, way=way, now=NOW)
        with pytest.raises(NotYours):
            confirm_identity(actor=Actor.anonymous(), way=CheckWay.FACE, now=NOW)
        connect_checker(None)
        with pytest.raises(CheckAbsent):
            confirm_identity(actor=newcomer, way=CheckWay.REGISTER, number=NUMBER, now=NOW)
