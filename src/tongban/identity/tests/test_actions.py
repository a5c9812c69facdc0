"""Registering, forgetting, mandates, accounts, demo sign-in."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.identity.api import (
    AccountUnknown,
    DemoAccount,
    DemoSignInClosed,
    DetailsNotRight,
    Identifier,
    IdentifierScheme,
    IdentifierTaken,
    MandateExists,
    MandateKind,
    MandateUnknown,
    NewSubject,
    NotYours,
    SubjectKind,
    SubjectUnknown,
    account,
    add_identifier,
    demo_accounts,
    find_subject,
    forget,
    mandate_for,
    open_account,
    open_subject,
    raise_assurance,
    register_subjects,
    revoke_mandate,
    sign_in_demo,
    subject,
)
from tongban.identity.models import Subject, SubjectIdentifier
from tongban.identity.tests.factories import (
    NOW,
    SYSTEM,
    a_firm,
    a_mandate,
    a_person,
    an_account,
    an_officer,
    as_person,
    payloads_about,
    resident_number,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty
from tongban.kernel.text import Text
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db


def kinds_about(subject_id: str) -> list[str]:
    return [leaf.kind for leaf in leaves_about(SYSTEM, subject_id)]


def test_nothing_personal_is_stored_in_the_clear() -> None:
    number = resident_number()
    person = Identifier(IdentifierScheme.RESIDENT_ID, number)
    new = NewSubject(
        SubjectKind.PERSON, "王𬭳", (person,), "990102", Assurance.L3, date(1990, 5, 6)
    )
    (subject_id,) = register_subjects(actor=SYSTEM, new=(new,), now=NOW)
    row = Subject.objects.get(id=subject_id)
    entry = SubjectIdentifier.objects.get(subject=row)
    stored = b"|".join(
        (bytes(row.sealed_profile), bytes(entry.sealed_value), entry.value_index.encode())
    )
    assert number.encode() not in stored
    assert "王".encode() not in stored
    assert subject(SYSTEM, subject_id).name == "王𬭳"
    assert payloads_about(subject_id) == [{"subject_ids": [subject_id]}]
    assert kinds_about(subject_id) == ["identity.subject-registered"]


def test_a_newborn_is_registered_without_a_number_and_gets_one_later() -> None:
    child = a_person("张小宝", date(2026, 2, 20), numbered=False)
    assert child.masked_identifier == ""
    number = resident_number(date(2026, 2, 20))
    seen = add_identifier(
        actor=SYSTEM,
        subject_id=child.id,
        identifier=Identifier(IdentifierScheme.RESIDENT_ID, number),
        now=NOW,
    )
    assert seen.masked_identifier == f"990***********{number[-4:]}"
    found = find_subject(SYSTEM, IdentifierScheme.RESIDENT_ID, number.lower())
    assert found is not None
    assert found.id == child.id


def test_one_number_belongs_to_one_subject_and_all_or_none_is_written() -> None:
    number = Identifier(IdentifierScheme.RESIDENT_ID, resident_number())
    new = [
        NewSubject(SubjectKind.PERSON, name, (number,), "990102", Assurance.L2)
        for name in ("甲", "乙")
    ]
    with pytest.raises(IdentifierTaken):
        register_subjects(actor=SYSTEM, new=new, now=NOW)
    assert not Subject.objects.exists()


def test_repeating_an_import_changes_nothing() -> None:
    new = NewSubject(SubjectKind.PERSON, "甲", (), "990102", Assurance.L2, id="subj_fixed")
    for _ in range(2):
        assert register_subjects(actor=SYSTEM, new=(new,), now=NOW) == ("subj_fixed",)
    assert Subject.objects.count() == 1
    assert len(payloads_about("subj_fixed")) == 1


def test_faults_of_a_batch_name_their_position() -> None:
    good = NewSubject(SubjectKind.PERSON, "甲", (), "990102", Assurance.L2)
    bad = NewSubject(SubjectKind.FIRM, "店", (), "990102", Assurance.L2)
    with pytest.raises(DetailsNotRight) as caught:
        register_subjects(actor=SYSTEM, new=(good, bad), now=NOW)
    assert [(p.where, p.code) for p in caught.value.problems] == [
        ("1.identifiers", "identity.firm_needs_uscc")
    ]


def test_only_registrars_register() -> None:
    new = NewSubject(SubjectKind.PERSON, "甲", (), "990102", Assurance.L2)
    for actor in (Actor.anonymous(), as_person(a_person()), an_officer(Duty.REVIEWER)):
        with pytest.raises(NotYours):
            register_subjects(actor=actor, new=(new,), now=NOW)
    register_subjects(actor=an_officer(Duty.WINDOW_CLERK), new=(new,), now=NOW)


def test_assurance_only_rises() -> None:
    person = a_person()
    for level, expected in ((Assurance.L5, Assurance.L5), (Assurance.L2, Assurance.L5)):
        seen = raise_assurance(
            actor=SYSTEM, subject_id=person.id, level=level, basis="hall-check", now=NOW
        )
        assert seen.assurance is expected
    assert kinds_about(person.id).count("identity.assurance-raised") == 1


def test_an_officer_opens_the_whole_view_and_leaves_evidence() -> None:
    person = a_person()
    officer = an_officer(Duty.REVIEWER)
    assert subject(officer, person.id).name == "张**"
    whole = open_subject(actor=officer, subject_id=person.id, about="case_1", now=NOW)
    assert whole.name == "张三丰"
    assert kinds_about(person.id)[-1] == "identity.subject-opened"
    with pytest.raises(NotYours):
        open_subject(actor=as_person(a_person()), subject_id=person.id, about="x", now=NOW)


def test_forgetting_erases_values_and_closes_what_hung_on_them() -> None:
    person, agent = a_person(), a_person("李四")
    held = a_mandate(person, agent)
    account_id = an_account(person)
    with pytest.raises(NotYours):
        forget(actor=as_person(agent), subject_id=person.id, now=NOW)
    for _ in range(2):
        forget(actor=as_person(person), subject_id=person.id, now=NOW)
    gone = subject(SYSTEM, person.id)
    assert gone.forgotten
    assert "张" not in gone.name
    assert not SubjectIdentifier.objects.filter(subject_id=person.id).exists()
    with pytest.raises(AccountUnknown):
        account(account_id)
    with pytest.raises(MandateUnknown):
        revoke_mandate(actor=SYSTEM, mandate_id=held.id, now=NOW)
    assert kinds_about(person.id).count("identity.subject-forgotten") == 1


def test_a_firm_agent_acts_within_scope_and_term() -> None:
    firm, agent = a_firm(), a_person("李四")
    a_mandate(firm, agent, scope=("990100010000",))
    account_id = an_account(agent, ActorKind.FIRM_AGENT)
    view = account(account_id, on=date(2026, 5, 1))
    assert [s.id for s in view.represents] == [firm.id]
    assert [m.principal_id for m in view.mandates] == [firm.id]
    assert account(account_id, on=date(2027, 1, 1)).represents == ()
    held = {"agent_id": agent.id, "principal_id": firm.id, "on": date(2026, 5, 1)}
    assert mandate_for(**held, item_code="990100010000") is not None
    assert mandate_for(**held, item_code="990100020000") is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_until": None}, "identity.term_missing"),
        ({"valid_until": date(2025, 1, 1)}, "identity.validity_backwards"),
        ({"kind": MandateKind.LEGAL_REPRESENTATIVE}, "identity.principal_not_fit"),
    ],
)
def test_a_mandate_that_cannot_stand_is_refused(changes: dict, code: str) -> None:
    with pytest.raises(DetailsNotRight) as caught:
        a_mandate(a_person(), a_person(), **changes)
    assert code in {problem.code for problem in caught.value.problems}


def test_mandates_are_granted_by_the_principal_and_once() -> None:
    person, agent = a_person(), a_person("李四")
    with pytest.raises(NotYours):
        a_mandate(person, agent, actor=as_person(agent))
    with pytest.raises(NotYours):
        a_mandate(person, agent, actor=as_person(person), kind=MandateKind.GUARDIAN)
    with pytest.raises(SubjectUnknown):
        a_mandate(person, agent, agent_id="subj_nobody")
    with pytest.raises(DetailsNotRight):
        a_mandate(person, person)
    granted = a_mandate(person, agent, actor=as_person(person))
    with pytest.raises(MandateExists):
        a_mandate(person, agent)
    with pytest.raises(NotYours):
        revoke_mandate(actor=as_person(a_person()), mandate_id=granted.id, now=NOW)
    assert revoke_mandate(actor=as_person(agent), mandate_id=granted.id, now=NOW).revoked
    a_mandate(person, agent)


def test_firms_hold_no_accounts() -> None:
    with pytest.raises(SubjectUnknown):
        an_account(a_firm())


def test_demo_sign_in(settings) -> None:
    person = a_person()
    card = DemoAccount("acct_demo", Text.of("张三丰"), ActorKind.PERSON, Text.of("居民"))
    for _ in range(2):
        open_account(
            actor=SYSTEM, subject_id=person.id, kind=card.kind, now=NOW, demo=card, position=1
        )
    assert demo_accounts() == (card,)
    settings.DEMO = True
    view = sign_in_demo(account_id="acct_demo", now=NOW)
    assert (view.subject_id, view.name, view.assurance) == (person.id, "张三丰", Assurance.L4)
    assert kinds_about("acct_demo") == ["identity.signed-in"]
    with pytest.raises(AccountUnknown):
        sign_in_demo(account_id=an_account(person), now=NOW)
    settings.DEMO = False
    with pytest.raises(DemoSignInClosed):
        sign_in_demo(account_id="acct_demo", now=NOW)
