"""Drafts, faults, versions, publishing and suspending."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.cases.tests.factories import COMMITTED, NOW, a_house, an_officer
from tongban.catalogue.api import ItemDocument, VersionState, draft_item, guide_item
from tongban.catalogue.tests.factories import editor, item_fields
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
PAGE = f"/console/catalogue/{COMMITTED}"


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Client:
    return seat(monkeypatch, an_officer(Duty.CATALOGUE_EDITOR))


def a_draft() -> None:
    basic = COMMITTED[19:]
    fields = item_fields(code=COMMITTED, basic=basic, agency=AGENCY, consult_phone="099-00000007")
    draft_item(actor=editor(AGENCY), document=ItemDocument.model_validate(fields), now=NOW)


def test_drafts_wait_in_the_list(console):
    assert "No draft is waiting" in console.get("/console/catalogue").content.decode()
    a_draft()
    assert PAGE in console.get("/console/catalogue").content.decode()


def test_another_agencys_editor_sees_no_draft(monkeypatch):
    a_draft()
    other = an_officer(Duty.CATALOGUE_EDITOR, agency_code="11990000MB0000001X")
    client = seat(monkeypatch, other)
    assert PAGE not in client.get("/console/catalogue").content.decode()


def test_an_item_shows_its_versions_and_what_changed(console):
    a_draft()
    assert f"{PAGE}/1-2" in console.get(PAGE).content.decode()
    assert "099-00000007" in console.get(f"{PAGE}/1-2").content.decode()


def test_suspending_and_resuming(console):
    assert console.post(f"{PAGE}/suspend", {"reason": "依据修订"}).status_code == 303
    assert guide_item(COMMITTED).state is VersionState.SUSPENDED
    assert console.post(f"{PAGE}/resume", {"reason": "修订完成"}).status_code == 303
    assert guide_item(COMMITTED).state is VersionState.PUBLISHED


def test_publishing_a_faulty_draft_is_refused_in_place(console, monkeypatch):
    monkeypatch.undo()
    a_draft()
    client = seat(monkeypatch, an_officer(Duty.CATALOGUE_EDITOR))
    response = client.post(f"{PAGE}/publish")
    assert response.status_code in (409, 422)
    assert 'id="errors"' in response.content.decode()


def test_only_its_own_editor_is_offered_the_verbs(monkeypatch):
    operator = seat(monkeypatch, an_officer(Duty.OPERATOR))
    assert f"{PAGE}/suspend" not in operator.get(PAGE).content.decode()
    assert operator.post(f"{PAGE}/suspend", {"reason": "x"}).status_code == 403


def test_an_unknown_item_or_verb_is_not_found(console):
    assert console.get("/console/catalogue/nothing").status_code == 404
    assert console.post(f"{PAGE}/burn").status_code == 404
