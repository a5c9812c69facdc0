"""Off until agreed; explained by the facts used; no profile; gone when taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.content.api import Entry
from tongban.elements.tests.factories import put
from tongban.exchange.api import looks
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.policies import api
from tongban.policies.models import FittingPolicy
from tongban.policies.shelf import check_policies
from tongban.policies.tests.factories import (
    NOW,
    OLD,
    a_house,
    policy_file,
    publish_policy,
    somebody,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house() -> None:
    a_house()


def found(person: Actor) -> list[str]:
    return [one.policy.code for one in api.fitting_policies(person, local_date(NOW))]


def looked_at(person: Actor) -> list[tuple[str, ...]]:
    page = looks(person, person.acts_for or "", NOW + timedelta(days=99))
    return [one.fields for one in page.items]


def agreed(person: Actor) -> Actor:
    api.agree_to_matching(actor=person, now=NOW)
    api.find_policies(actor=person, now=NOW)
    return person


def test_nothing_is_looked_up_without_consent():
    person = somebody()
    with pytest.raises(api.MatchingNotAgreed):
        api.find_policies(actor=person, now=NOW)
    assert api.find_again(NOW) == 0
    assert (found(person), looked_at(person)) == ([], [])
    assert api.matching(person).agreed_at is None


def test_what_fits_is_shown_with_the_facts_that_were_used_and_the_look_is_told():
    person = agreed(somebody())
    (one,) = api.fitting_policies(person, local_date(NOW))
    (fact,) = one.facts
    assert (one.policy.code, fact.element_id, fact.value) == (
        "buses", "person.birth_date", "1950-01-01",
    )  # fmt: skip
    assert fact.source_code == "population"
    assert fact.says.en == "You are sixty"
    assert looked_at(person) == [("person.birth_date",)]  # and person.here was silent


def test_an_unknown_fact_fits_nobody_and_a_known_one_does():
    assert found(agreed(somebody())) == ["buses"]
    assert found(agreed(somebody(here=False))) == ["buses"]
    assert found(agreed(somebody(here=True))) == ["at-home", "buses"]
    assert found(agreed(somebody("2000-01-01", here=True))) == []


def test_no_fact_is_kept_that_no_fitting_policy_used():
    person = agreed(somebody("2000-01-01", here=True))
    assert not FittingPolicy.objects.filter(subject_id=person.acts_for).exists()


def test_taken_back_all_of_it_is_gone_and_nobody_looks_again():
    person = agreed(somebody())
    api.end_matching(actor=person, now=NOW)
    assert found(person) == []
    assert not FittingPolicy.objects.filter(subject_id=person.acts_for).exists()
    assert api.find_again(NOW + timedelta(days=40)) == 0
    assert len(looked_at(person)) == 1  # what was looked at stays told


def test_set_aside_it_is_neither_shown_nor_asked_about_until_taken_back():
    person = agreed(somebody(here=True))
    for code in ("buses", "at-home"):
        api.set_policy_aside(actor=person, policy_code=code, why=api.SetAside.HAVE_IT, now=NOW)
    assert found(person) == []
    api.find_policies(actor=person, now=NOW)
    assert found(person) == []
    assert len(looked_at(person)) == 1
    api.take_policy_back(actor=person, policy_code="buses")
    api.find_policies(actor=person, now=NOW)
    assert found(person) == ["buses"]
    assert set(looked_at(person)) == {("person.birth_date", "person.here"), ("person.birth_date",)}
    assert api.policies_set_aside(person) == {"at-home": api.SetAside.HAVE_IT}


def test_the_clock_looks_again_after_thirty_days_with_what_is_true_then():
    person = agreed(somebody("1950-01-01"))
    assert api.find_again(NOW + timedelta(days=29)) == 0
    put("population", person.acts_for or "", person__birth_date="1980-01-01")
    assert api.find_again(NOW + timedelta(days=31)) == 1
    assert found(person) == []


def test_a_policy_that_has_ended_is_not_shown():
    person = agreed(somebody())
    publish_policy("buses", [OLD], valid_until="2026-11-15")
    assert "buses" not in [p.code for p in api.policies_in_force(None, local_date(NOW))]
    api.find_policies(actor=person, now=NOW)
    assert found(person) == []
    assert api.public_policy("buses").valid_until is not None  # still to be read


def test_a_firm_is_asked_about_as_a_firm():
    condition = OLD | {"element": "firm.status", "test": "is", "wanted": ["open"]}
    publish_policy("shops", [condition], side="firm")
    owner = somebody()
    firm = Actor(ActorKind.FIRM_AGENT, owner.subject_id, "a", on_behalf_of="subj_firm_x")
    put("population", "subj_firm_x", firm__status="open")
    assert found(agreed(firm)) == ["shops"]
    assert found(owner) == []


def test_the_library_is_searched_in_both_languages():
    codes = [p.code for p in api.search_policies("buses cheaper", None, local_date(NOW))]
    assert codes == ["at-home", "buses", "everybody"]
    assert [p.code for p in api.search_policies("乘车", None, local_date(NOW))] == codes
    assert api.search_policies("火箭", None, local_date(NOW)) == ()


class _Pack:
    unread: frozenset[str] = frozenset({"agencies"})

    def entries(self, shelf: str) -> tuple:
        return ()

    def entry(self, shelf: str, key: str) -> None:
        return None

    def lacks(self, shelf: str, key: str) -> bool:
        return key in ("person.unknown", "nothing")


@pytest.mark.parametrize(
    ("condition", "given", "code"),
    [
        ({"element": "person.unknown"}, {}, "policies.element_unknown"),
        ({"element": "firm.status"}, {}, "policies.other_side"),
        ({"wanted": ["sixty"]}, {}, "policies.test_does_not_fit"),
        ({}, {"item": "nothing"}, "policies.link_unknown"),
        ({}, {"valid_until": "2025-12-31"}, "policies.ends_before_it_begins"),
    ],
)
def test_a_pack_is_told_what_is_wrong(condition: dict, given: dict, code: str):
    wrong = Entry("wrong", policy_file("wrong", [OLD | condition], **given), "policies/p.yaml", 1)
    right = Entry("right", policy_file("right", [OLD]), "policies/q.yaml", 1)
    assert [fault.code for fault in check_policies((wrong, right), _Pack())] == [code]
