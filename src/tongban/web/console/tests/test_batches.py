"""The console's page of batches: progress, and the rows that were refused."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import BatchRow, BatchView, issue_batch
from tongban.certificates.tests.factories import NOW, SYSTEM, publish_type
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> BatchView:
    a_calendar()
    publish(an_entry())
    publish_type()
    return issue_batch(
        actor=SYSTEM, type_code="residence-permit", issuer_agency_code=AGENCY, now=NOW,
        columns=("number", "name"), rows=[BatchRow("990102199001019999", "无此人")],
    )  # fmt: skip


def at_console(monkeypatch: pytest.MonkeyPatch, duty: Duty) -> Client:
    post = Post("p", "11990000000000014W", "any", "990000", frozenset({duty}))
    return seat(monkeypatch, Actor(ActorKind.OFFICER, account_id="a", posts=(post,)))


def test_an_operator_follows_batches(monkeypatch: pytest.MonkeyPatch, done: BatchView):
    console = at_console(monkeypatch, Duty.OPERATOR)
    assert f"/console/batches/{done.id}" in console.get("/console/batches").content.decode()
    response = console.get(f"/console/batches/{done.id}")
    page = response.content.decode()
    assert "100%" in page
    assert "Nobody bears this number" in page
    assert "无此人" not in page
    assert "Refresh" not in response
    assert console.get("/console/batches/batch_x").status_code == 404


def test_others_see_no_foreign_batch(monkeypatch: pytest.MonkeyPatch, done: BatchView):
    steward = at_console(monkeypatch, Duty.DATA_STEWARD)
    assert done.id not in steward.get("/console/batches").content.decode()
    assert steward.get(f"/console/batches/{done.id}").status_code == 404
    clerk = at_console(monkeypatch, Duty.WINDOW_CLERK)
    assert clerk.get("/console/batches").status_code == 403
