"""Lending, copies and presentations by machine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.tests.factories import SYSTEM, issue, publish_type
from tongban.identity.api import Identifier, IdentifierScheme, add_identifier
from tongban.identity.tests.factories import a_person, resident_number
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
UNTIL = (timezone.localdate() + timedelta(days=9)).isoformat()


@pytest.fixture
def holder(monkeypatch: pytest.MonkeyPatch) -> Caller:
    a_calendar()
    publish(an_entry())
    publish_type()
    return Caller(monkeypatch, Actor(kind=ActorKind.PERSON, subject_id="person_1"))


@pytest.fixture
def held() -> str:
    return f"/certificates/{issue(now=timezone.now()).id}"


def test_a_copy_verifies_with_its_purpose_until_withdrawn(holder: Caller, held: str):
    wanted = {"purpose": "租房", "user": "示例公寓", "valid_until": UNTIL}
    made = holder.post(f"{held}/copies", wanted).json()
    token = {"token": made["verify_token"]}
    verdict = Client().get(f"{ROOT}/certificates/verify", token).json()
    assert (verdict["outcome"], verdict["annotated_copy"]["user"]) == ("valid", "示例公寓")
    assert holder.get(f"{held}/copies").json()[0]["state"] == "share/open"
    assert holder.post(f"/certificates/copies/{made['id']}/withdrawal", {}).status_code == 200
    assert Client().get(f"{ROOT}/certificates/verify", token).json()["outcome"] == "revoked"
    assert [use["way"] for use in holder.get(f"{held}/uses").json()["items"]] == [
        "certificate-use/copy"
    ]


def test_a_lending_opens_its_fields_and_ends_at_once(
    holder: Caller, held: str, monkeypatch: pytest.MonkeyPatch
):
    spouse = a_person("司马配偶")
    number = resident_number()
    add_identifier(
        actor=SYSTEM, subject_id=spouse.id, now=timezone.now(),
        identifier=Identifier(IdentifierScheme.RESIDENT_ID, number),
    )  # fmt: skip
    wanted = {
        "borrower_kind": "person", "number": number, "name": "司马配偶", "fields": ["address"],
        "purpose": "办事", "valid_until": UNTIL,
    }  # fmt: skip
    refused = holder.post(f"{held}/lendings", wanted | {"fields": ["salary"]})
    assert refused.status_code == 422
    assert [p["code"] for p in refused.json()["problems"]] == ["certificates.field_not_held"]
    lent = holder.post(f"{held}/lendings", wanted).json()
    assert [field["name"] for field in lent["fields"]] == ["address"]
    borrower = Caller(monkeypatch, Actor(kind=ActorKind.PERSON, subject_id=spouse.id))
    assert borrower.get("/certificates/lendings").json()["received"][0]["id"] == lent["id"]
    seen = borrower.post(f"/certificates/lendings/{lent['id']}/look", {}).json()
    assert [field["name"] for field in seen["fields"]] == ["address"]
    assert seen["holder_name"] == ""
    again = Caller(monkeypatch, Actor(kind=ActorKind.PERSON, subject_id="person_1"))
    again.post(f"/certificates/lendings/{lent['id']}/revocation", {})
    borrower = Caller(monkeypatch, Actor(kind=ActorKind.PERSON, subject_id=spouse.id))
    assert borrower.post(f"/certificates/lendings/{lent['id']}/look", {}).status_code == 410


def test_what_is_shown_is_for_the_first_to_look(holder: Caller, held: str):
    wanted = {"fields": ["purpose"], "audience": "前台"}
    made = holder.post(f"{held}/presentations", wanted).json()
    assert [label["zh-Hans"] for label in made["fields"]] == ["签注事由"]
    look = f"{ROOT}/certificates/shown/{made['token']}"
    seen = Client().post(look, {"viewer": "a" * 16}, content_type="application/json")
    assert [field["value"] for field in seen.json()["fields"]] == ["就业"]
    other = Client().post(look, {"viewer": "b" * 16}, content_type="application/json")
    assert other.status_code == 410


def test_the_status_of_another_day_and_the_history(holder: Caller, held: str):
    known = holder.get(held).json()
    asked = {"token": known["verify_token"], "on": "2020-01-01"}
    assert Client().get(f"{ROOT}/certificates/verify", asked).json()["outcome"] == "unknown"
    assert holder.get(f"{held}/history").json() == []
    assert known["previous_identifier"] is None
