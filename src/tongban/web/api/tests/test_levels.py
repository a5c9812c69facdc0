"""The levels are public, one's own is one's own, and a wrong number raises nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from tongban.identity.api import (
    CheckAbsent,
    Identifier,
    IdentifierScheme,
    IdentityChecker,
    IdentityCheckerTwin,
    Sex,
    checker,
    connect_checker,
    register_person,
)
from tongban.identity.tests.factories import NOW
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import resident_id
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
NAME, NUMBER = "苏示例", resident_id.make("990202", date(1996, 5, 12), 14)


@pytest.fixture(autouse=True)
def _register() -> Iterator[None]:
    try:
        before: IdentityChecker | None = checker()
    except CheckAbsent:
        before = None
    connect_checker(IdentityCheckerTwin(lambda: [(NAME, NUMBER)]))
    yield
    connect_checker(before)


def test_one_steps_up_by_the_number_of_the_own_card(monkeypatch: pytest.MonkeyPatch):
    person = register_person(
        actor=Actor.system("tests"), name=NAME, birth_date=date(1996, 5, 12), sex=Sex.FEMALE,
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, NUMBER),), region="990102",
        assurance=Assurance.L2, now=NOW,
    )  # fmt: skip
    me = Actor(ActorKind.PERSON, person.id, "acct_new", assurance=Assurance.L2)
    caller = Caller(monkeypatch, me)
    assert caller.get("/identity/level").json() == {"level": 2}
    wrong = caller.post("/identity/checks", {"number": "1"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "identity.check_not_passed")
    assert caller.post("/identity/checks", {"number": NUMBER}).json() == {"level": 3}


def test_the_ladder_is_public_and_nothing_else():
    anybody = Client()
    ladder = anybody.get(f"{ROOT}/identity/levels").json()
    assert [one["level"] for one in ladder] == [1, 2, 3, 4, 5]
    assert anybody.get(f"{ROOT}/identity/level").status_code == 401
