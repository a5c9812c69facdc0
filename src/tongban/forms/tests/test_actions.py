"""Publishing, prefilling, drafts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.elements.api import ElementUnknown, LookUpNotAllowed, publish_sources
from tongban.elements.tests.factories import PURPOSE, a_source, put
from tongban.forms.api import (
    DraftChangedElsewhere,
    DraftTooLarge,
    FieldKind,
    FormNotComplete,
    FormUnknown,
    PublishingFormsNotAllowed,
    SignInToKeepDrafts,
    discard_draft,
    draft,
    drafts,
    form,
    form_version,
    prefill,
    publish_forms,
    purge_drafts,
    save_draft,
    tell_of_drafts_that_end,
    validate,
)
from tongban.forms.models import Draft
from tongban.forms.tests.factories import NOW, SYSTEM, WORDS, a_published_form, an_entry
from tongban.identity.api import MandateKind, forget
from tongban.identity.tests.factories import (
    a_mandate,
    a_person,
    an_officer,
    as_person,
    payloads_about,
)
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.ledger.api import leaves_about
from tongban.notices.api import my_messages

pytestmark = pytest.mark.django_db


def publish(*entries: object, release: str = "r2") -> tuple[str, ...]:
    return publish_forms(actor=SYSTEM, entries=entries, release=release, now=NOW)  # type: ignore[arg-type]


def test_kinds_names_and_locks_follow_the_elements() -> None:
    a_published_form()
    fields = {field.name: field for field in form("qianzhu").fields}
    assert fields["name"].label.zh == "person.name"
    assert (fields["phone"].kind, fields["phone"].editable) == (FieldKind.PHONE, True)
    assert not fields["name"].editable
    assert fields["wish"].editable


def test_versions_never_change() -> None:
    a_published_form()
    first = form("qianzhu")
    assert publish(an_entry()) == ()
    changed = an_entry({"name": "name", "element": "person.name", "required": False})
    assert publish(changed) == ("qianzhu",)
    assert form("qianzhu").version == 2
    assert form_version(first.version_id) == first
    assert len(form("qianzhu").fields) == 1
    assert [p["version"] for p in payloads_about("qianzhu")] == [1, 2]
    assert [x.kind for x in leaves_about(SYSTEM, "qianzhu")] == ["forms.published"] * 2


def test_publishing_refusals() -> None:
    a_published_form()
    with pytest.raises(ElementUnknown):
        publish(an_entry({"name": "x", "element": "person.nothing"}))
    with pytest.raises(PublishingFormsNotAllowed):
        publish_forms(actor=as_person(a_person()), entries=(), release="r", now=NOW)
    for read in (form, form_version):
        with pytest.raises(FormUnknown):
            read("nothing")


def fill(actor: Actor, subject_id: str) -> dict:
    values = prefill(
        actor=actor, form_code="qianzhu", subject_id=subject_id, item_code="9907",
        purpose=PURPOSE, now=NOW,
    )  # fmt: skip
    return {value.name: value for value in values}


def test_a_mother_fills_her_childs_form_from_both_records() -> None:
    a_published_form()
    mother, child = a_person("李梅"), a_person("张小宝", date(2026, 2, 20), numbered=False)
    a_mandate(child, mother, kind=MandateKind.GUARDIAN)
    put("population", mother.id, person__name="李梅")
    put("population", child.id, person__name="张小宝")
    actor = Actor(kind=ActorKind.PERSON, subject_id=mother.id, on_behalf_of=child.id)
    known = fill(actor, child.id)
    assert (known["name"].value, known["my_name"].value) == ("张小宝", "李梅")
    assert known["name"].locked
    assert known["name"].source_name.zh == "人口库"
    assert known["phone"].silent
    assert "has_child" not in known
    for who in (mother, child):
        looked = [x for x in leaves_about(SYSTEM, who.id) if x.kind == "elements.looked-up"]
        assert len(looked) == 1


def test_strangers_fill_nothing() -> None:
    a_published_form()
    with pytest.raises(LookUpNotAllowed):
        fill(as_person(a_person()), a_person().id)


def test_prefill_costs_few_statements(django_assert_max_num_queries) -> None:
    a_published_form()
    person = a_person()
    put("population", person.id, person__name="张三丰")
    fill(as_person(person), person.id)
    with django_assert_max_num_queries(7):
        fill(as_person(person), person.id)


def test_what_was_prefilled_is_what_is_validated() -> None:
    a_published_form()
    person = a_person()
    put("population", person.id, person__name="张三丰")
    known = tuple(fill(as_person(person), person.id).values())
    sent = {"name": "冒名", "my_name": "冒名", "phone": "199 0000 1234", "has_child": "no"}
    assert validate("qianzhu", sent, prefilled=known) == {
        "name": "张三丰",
        "my_name": "张三丰",
        "phone": "19900001234",
        "wish": None,
        "has_child": False,
    }
    with pytest.raises(FormNotComplete) as caught:
        validate("qianzhu", {}, prefilled=known)
    assert [p.where for p in caught.value.problems] == ["phone", "has_child"]


def test_a_source_withdrawn_since_publishing_unlocks_its_fields() -> None:
    a_published_form()
    person = a_person()
    put("population", person.id, person__name="张三丰")
    publish_sources(actor=SYSTEM, entries=(a_source("permits"),), release="r2", now=NOW)
    assert fill(as_person(person), person.id)["name"].silent


def test_divisions_are_checked_against_the_jurisdiction() -> None:
    a_published_form({"name": "place", "kind": "division", "label": WORDS})
    with pytest.raises(FormNotComplete) as caught:
        validate("qianzhu", {"place": "990999"})
    assert caught.value.problems[0].code == "forms.division_unknown"


def keep(actor: Actor, answers: dict, **changes: object):
    given: dict = {
        "actor": actor, "item_code": "9907", "form_code": "qianzhu", "answers": answers, "now": NOW,
    }  # fmt: skip
    return save_draft(**(given | changes))


def test_a_draft_goes_on_from_any_device() -> None:
    a_published_form()
    actor = as_person(a_person())
    assert draft(actor, "9907", NOW) is None
    saved = keep(actor, {"phone": "199", "csrf": "x"}, situation="renew")
    assert draft(actor, "9907", NOW) == saved
    assert drafts(actor, NOW) == (saved,)
    assert (saved.answers, saved.version, saved.situation) == ({"phone": "199"}, 1, "renew")
    again = keep(actor, {"phone": "199"}, situation="renew", expected_version=0)
    assert again.version == 1, "a repeated request is harmless"
    assert keep(actor, {"phone": "1990"}, expected_version=1).version == 2
    with pytest.raises(DraftChangedElsewhere):
        keep(actor, {"phone": "2"}, expected_version=1)
    assert draft(actor, "9907", NOW).answers == {"phone": "1990"}  # type: ignore[union-attr]
    row = Draft.objects.get()
    assert b"1990" not in bytes(row.sealed_answers)
    assert [x.kind for x in leaves_about(SYSTEM, saved.id)] == ["forms.draft-saved"] * 2


def test_drafts_are_apart_by_person_represented_party_and_item() -> None:
    a_published_form()
    person, other = a_person(), a_person()
    for_child = Actor(kind=ActorKind.PERSON, subject_id=person.id, on_behalf_of=other.id)
    keep(as_person(person), {"phone": "1"})
    keep(for_child, {"phone": "2"})
    keep(as_person(other), {"phone": "3"})
    keep(as_person(person), {"phone": "4"}, item_code="9908")
    assert draft(as_person(person), "9907", NOW).answers == {"phone": "1"}  # type: ignore[union-attr]
    assert draft(for_child, "9907", NOW).answers == {"phone": "2"}  # type: ignore[union-attr]


def test_drafts_end_after_their_term() -> None:
    a_published_form()
    actor = as_person(a_person())
    keep(actor, {"phone": "1"})
    later = NOW + timedelta(days=30)
    assert draft(actor, "9907", later) is None
    assert keep(actor, {"phone": "2"}, now=later, expected_version=0).version == 1
    assert purge_drafts(NOW) == 0
    assert purge_drafts(later + timedelta(days=30)) == 1
    assert not Draft.objects.exists()


def test_a_draft_can_be_dropped() -> None:
    a_published_form()
    actor = as_person(a_person())
    given = {"actor": actor, "item_code": "9907", "now": NOW}
    assert discard_draft(**given) is False
    keep(actor, {"phone": "1"})
    assert discard_draft(**given) is True
    assert draft(actor, "9907", NOW) is None


def test_draft_refusals() -> None:
    a_published_form()
    actor = as_person(a_person())
    for nobody in (Actor.anonymous(), an_officer(Duty.REVIEWER), SYSTEM):
        with pytest.raises(SignInToKeepDrafts):
            keep(nobody, {})
        with pytest.raises(SignInToKeepDrafts):
            draft(nobody, "9907", NOW)
        with pytest.raises(SignInToKeepDrafts):
            drafts(nobody, NOW)
        with pytest.raises(SignInToKeepDrafts):
            discard_draft(actor=nobody, item_code="9907", now=NOW)
    with pytest.raises(FormUnknown):
        keep(actor, {}, form_code="nothing")
    with pytest.raises(DraftTooLarge):
        keep(actor, {"wish": "字" * 100_000})


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_person_leaves_no_draft() -> None:
    a_published_form()
    person = a_person()
    keep(as_person(person), {"phone": "1"})
    forget(actor=as_person(person), subject_id=person.id, now=NOW)
    drain(NOW)
    assert not Draft.objects.exists()


def test_the_owner_of_a_draft_is_told_once_before_it_is_deleted() -> None:
    a_published_form()
    person, other = as_person(a_person()), as_person(a_person("李示例"))
    for one in (person, other):
        saved = save_draft(
            actor=one, item_code="permit", form_code="qianzhu", answers={"wish": "好"}, now=NOW
        )
    near = saved.expires_at - timedelta(days=3)
    assert tell_of_drafts_that_end(near - timedelta(minutes=1)) == 0
    discard_draft(actor=other, item_code="permit", now=near)
    assert [tell_of_drafts_that_end(near) for _ in range(2)] == [1, 0]
    (told,) = my_messages(person).items
    assert (told.title.zh, told.link) == ("您暂存的内容快到期了", "/items/permit/apply")
    assert "30天" in told.body.zh
    assert my_messages(other).items == ()
