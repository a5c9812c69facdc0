"""Look-ups with provenance and evidence; the demo's registers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tongban.elements.api import (
    AdapterHealth,
    ElementUnknown,
    LookUpNotAllowed,
    Question,
    RegisterAnswer,
    RegisterNotYours,
    RegisterRowInput,
    RegisterRowsNotRight,
    RegisterTwin,
    RegisterUnreachable,
    SourceUnknown,
    check_adapters,
    connect_adapter,
    element,
    elements_of,
    look_up,
    publish_elements,
    publish_sources,
    put_register_rows,
    source,
    sources,
)
from tongban.elements.models import RegisterRow
from tongban.elements.tests.factories import (
    ELEMENTS,
    NOW,
    PURPOSE,
    SYSTEM,
    a_register,
    a_source,
    an_element,
    put,
)
from tongban.identity.api import SubjectView, forget
from tongban.identity.tests.factories import a_person, an_officer, as_person
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.text import Text
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
WANTED = ("person.permit.status", "person.name", "person.wish", "person.birth_date")


@pytest.fixture
def person() -> SubjectView:
    a_register()
    subject = a_person()
    put("population", subject.id, person__name="张三丰", person__birth_date="1990-05-06")
    put("permits", subject.id, person__permit__status="valid")
    return subject


def ask(actor: Actor, subject_id: str, **changes: object) -> dict:
    given: dict = {
        "actor": actor, "subject_id": subject_id, "element_ids": WANTED, "item_code": "9907",
        "purpose": PURPOSE, "case_id": None, "now": NOW,
    }  # fmt: skip
    return {value.element_id: value for value in look_up(**(given | changes))}


def test_values_come_with_source_and_date_in_the_order_asked(person: SubjectView) -> None:
    values = ask(as_person(person), person.id)
    assert tuple(values) == WANTED
    status = values["person.permit.status"]
    assert (status.value, status.source.code, status.as_of) == ("valid", "permits", NOW)
    assert values["person.name"].value == "张三丰"
    assert values["person.wish"].silent
    assert values["person.wish"].source is None


def test_one_leaf_names_everything_but_the_values(person: SubjectView) -> None:
    ask(as_person(person), person.id)
    (leaf,) = [x for x in leaves_about(SYSTEM, person.id) if x.kind == "elements.looked-up"]
    assert leaf.facts == {
        "item": "9907",
        "purpose": "juzhuzheng-tiaoli/10@2015-11-26",
        "elements": list(WANTED),
        "silent": ["person.wish"],
        "case": None,
    }


def test_a_whole_form_costs_few_statements(
    person: SubjectView,
    django_assert_max_num_queries,
) -> None:
    wanted = [entry.id for entry in ELEMENTS]
    with django_assert_max_num_queries(7):  # the release, a savepoint: three
        ask(as_person(person), person.id, element_ids=wanted)


def test_no_record_is_silence_not_an_error(person: SubjectView) -> None:
    other = a_person("李四")
    values = ask(as_person(other), other.id)
    assert all(value.silent for value in values.values())
    assert values["person.name"].source.code == "population"


def test_who_may_look(person: SubjectView) -> None:
    stranger, officer = as_person(a_person("李四")), an_officer(Duty.REVIEWER)
    postless = Actor(kind=ActorKind.OFFICER, subject_id="subj_x")
    for actor, case in ((stranger, "case_1"), (officer, None), (postless, "case_1"),
                        (Actor.anonymous(), "case_1")):  # fmt: skip
        with pytest.raises(LookUpNotAllowed):
            ask(actor, person.id, case_id=case)
    assert ask(officer, person.id, case_id="case_1")["person.name"].value == "张三丰"
    agent = Actor(kind=ActorKind.FIRM_AGENT, subject_id="subj_a", on_behalf_of=person.id)
    assert ask(agent, person.id)["person.name"].value == "张三丰"


def test_unknown_elements_are_all_named(person: SubjectView) -> None:
    with pytest.raises(ElementUnknown) as caught:
        ask(as_person(person), person.id, element_ids=("person.a", "person.name", "person.b"))
    assert "person.a, person.b" in caught.value.message.en
    assert not [x for x in leaves_about(SYSTEM, person.id) if x.kind == "elements.looked-up"]


class Broken:
    """A channel whose other end is down."""

    def fetch(self, question: Question) -> Mapping[str, RegisterAnswer]:
        raise RegisterUnreachable

    def check(self) -> AdapterHealth:
        return AdapterHealth("broken", False, Text.of("坏"))


def test_a_register_that_is_down_stops_nobody(person: SubjectView) -> None:
    connect_adapter("broken", Broken())
    down = (a_source(), a_source("permits", channel="broken"), a_source("account"))
    publish_sources(actor=SYSTEM, entries=down, release="release_2", now=NOW)
    values = ask(as_person(person), person.id)
    assert values["person.permit.status"].silent
    assert "暂时没有回应" in values["person.permit.status"].reason.zh
    assert values["person.name"].value == "张三丰"
    assert {health.channel: health.works for health in check_adapters()}["broken"] is False


def test_a_channel_nobody_connected_is_unreachable(person: SubjectView) -> None:
    odd = (a_source(), a_source("permits", channel="not-connected"), a_source("account"))
    publish_sources(actor=SYSTEM, entries=odd, release="release_2", now=NOW)
    assert ask(as_person(person), person.id)["person.permit.status"].silent


def test_the_twin_checks_itself() -> None:
    assert not RegisterTwin().check().works
    a_register()
    assert RegisterTwin().check().works


def test_rows_are_sealed_and_replaced_whole(person: SubjectView) -> None:
    row = RegisterRow.objects.get(subject_id=person.id, source_id="population")
    assert "张".encode() not in bytes(row.sealed_values)
    put("population", person.id, person__name="张三")
    values = ask(as_person(person), person.id)
    assert values["person.name"].value == "张三"
    assert values["person.birth_date"].silent


def test_bad_rows_are_told_all_at_once_and_nothing_is_written(person: SubjectView) -> None:
    rows = (
        RegisterRowInput(person.id, {"person.name": "王"}, NOW),
        RegisterRowInput("subj_2", {"person.birth_date": "6.5.1990", "person.wish": "x"}, NOW),
    )
    with pytest.raises(RegisterRowsNotRight) as caught:
        put_register_rows(actor=SYSTEM, source_code="population", rows=rows, now=NOW)
    assert {(p.where, p.code) for p in caught.value.problems} == {
        ("1.person.birth_date", "elements.value_wrong_kind"),
        ("1.person.wish", "elements.not_of_this_source"),
    }
    assert ask(as_person(person), person.id)["person.name"].value == "张三丰"
    with pytest.raises(SourceUnknown):
        put_register_rows(actor=SYSTEM, source_code="nowhere", rows=(), now=NOW)
    with pytest.raises(RegisterNotYours):
        put_register_rows(actor=as_person(person), source_code="population", rows=rows, now=NOW)


def test_publishing_again_changes_nothing_and_old_sources_keep_silent(person: SubjectView) -> None:
    given = {"actor": SYSTEM, "release": "release_2", "now": NOW}
    assert publish_elements(entries=ELEMENTS, **given) == ()
    assert publish_sources(entries=(a_source(), a_source("permits")), **given) == ("account",)
    assert [s.code for s in sources()] == ["permits", "population"]
    assert publish_elements(entries=(an_element("person.name", "text", None),), **given) == (
        "person.name",
    )
    assert element("person.name").source_code is None
    assert {e.id for e in elements_of("population")} == {"person.alive", "person.birth_date"}
    assert not source("account").authoritative
    for publish in (publish_sources, publish_elements):
        with pytest.raises(RegisterNotYours):
            publish(actor=as_person(person), entries=(), release="r", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_person_leaves_the_registers(person: SubjectView) -> None:
    forget(actor=as_person(person), subject_id=person.id, now=NOW)
    drain(NOW)
    assert not RegisterRow.objects.filter(subject_id=person.id).exists()
