"""Who sees what of whom."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.content.api import one_look
from tongban.identity.api import (
    IdentifierScheme,
    MandateKind,
    NotYours,
    SubjectUnknown,
    account,
    find_subject,
    mandates_of,
    subject,
    subjects,
)
from tongban.identity.tests.factories import (
    NOW,
    SYSTEM,
    a_firm,
    a_mandate,
    a_person,
    an_account,
    an_officer,
    as_person,
    resident_number,
)
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.sitting import one_sitting
from tongban.ledger.api import SubjectForgotten, forget_subject, seal, unseal

pytestmark = pytest.mark.django_db


def test_oneself_is_whole_officers_see_a_mask_others_nothing() -> None:
    person = a_person()
    own = subject(as_person(person), person.id)
    assert (own.name, own.birth_date, own.masked_name) == ("张三丰", date(1990, 5, 6), "张**")
    masked = subject(an_officer(Duty.REVIEWER), person.id)
    assert (masked.name, masked.birth_date, masked.sex) == ("张**", None, None)
    postless = Actor(kind=ActorKind.OFFICER, subject_id="subj_o")
    for stranger in (as_person(a_person("李四")), Actor.anonymous(), postless):
        with pytest.raises(NotYours):
            subject(stranger, person.id)


def test_a_guardian_sees_the_child_whole() -> None:
    mother, child = a_person("李梅"), a_person("张小宝", date(2026, 2, 20), numbered=False)
    a_mandate(child, mother, kind=MandateKind.GUARDIAN, valid_until=date(9999, 12, 31))
    assert subject(as_person(mother), child.id).name == "张小宝"
    with pytest.raises(NotYours):
        subject(as_person(child), mother.id)


def test_a_firm_is_public() -> None:
    firm = a_firm()
    seen = subject(Actor.anonymous(), firm.id)
    assert seen.name == "示例餐饮有限公司"
    assert len(seen.masked_identifier) == 18
    assert "*" not in seen.masked_identifier


def test_unknown_ids_and_numbers() -> None:
    with pytest.raises(SubjectUnknown):
        subject(SYSTEM, "subj_nobody")
    assert subjects(SYSTEM, ()) == {}
    assert find_subject(SYSTEM, IdentifierScheme.RESIDENT_ID, resident_number()) is None
    assert find_subject(SYSTEM, IdentifierScheme.RESIDENT_ID, "not a number") is None


def test_a_long_list_costs_a_constant_number_of_statements(
    django_assert_max_num_queries,
) -> None:
    ids = [a_person().id for _ in range(12)]
    with django_assert_max_num_queries(3):
        assert len(subjects(SYSTEM, ids)) == 12


def test_mandates_are_shown_to_both_sides_only() -> None:
    person, agent = a_person(), a_person("李四")
    granted = a_mandate(person, agent)
    assert mandates_of(as_person(person), person.id) == (granted,)
    assert mandates_of(as_person(agent), agent.id) == (granted,)
    with pytest.raises(NotYours):
        mandates_of(as_person(a_person()), person.id)


def test_whoever_signs_in_is_known_with_their_key_and_what_is_published_by_one_statement(
    django_assert_num_queries,
) -> None:
    person = a_person()
    account_id, sealed = an_account(person), seal(person.id, b"said")
    with one_sitting(), one_look(), django_assert_num_queries(1):
        assert account(account_id).name == "张三丰"
        assert unseal(person.id, sealed) == b"said"


def test_the_key_of_who_was_forgotten_is_not_there_for_the_sitting_either() -> None:
    person = a_person()
    account_id, sealed = an_account(person), seal(person.id, b"said")
    forget_subject(actor=SYSTEM, subject_id=person.id, now=NOW)
    with one_sitting():
        assert account(account_id).name == "（已注销）"
        with pytest.raises(SubjectForgotten):
            unseal(person.id, sealed)
