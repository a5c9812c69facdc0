"""The console: who may come, figures, packs, events, evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tongban.cases.tests.factories import COMMITTED, NOW, a_house, a_resident, an_officer, submit
from tongban.jobs.api import outbox_lag
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
MANIFEST = """\
format: 1
code: small
version: "2026.1"
title: {zh-Hans: 小包, en: Small pack}
division: "990000"
"""


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Client:
    return seat(monkeypatch, an_officer(Duty.OPERATOR))


@pytest.fixture
def pack(tmp_path: Path, settings) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "pack.yaml").write_text(MANIFEST, encoding="utf-8")
    settings.PACK_DIR = tmp_path
    return folder


@pytest.mark.parametrize("path", ["", "packs", "catalogue", "events", "evidence"])
def test_each_page_opens_for_an_operator(console, pack, path):
    assert console.get(f"/console/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "packs", "catalogue", "events", "evidence"])
def test_no_page_opens_for_a_clerk_a_resident_or_a_stranger(client, monkeypatch, path):
    assert client.get(f"/console/{path}").status_code == 401
    for actor in (an_officer(Duty.WINDOW_CLERK), a_resident(known=False)):
        response = seat(monkeypatch, actor).get(f"/console/{path}")
        assert response.status_code == 403
        assert "web.stewards_only" in response.content.decode()


def test_the_overview_counts_cases_by_state(monkeypatch, console, pack):
    a_house(monkeypatch)
    submit(a_resident(), COMMITTED)
    page = console.get("/console/").content.decode()
    assert page.count("Received, waiting for acceptance") == 2, "in the chart and in the table"
    assert '<td class="amount" data-label="Cases">1</td>' in page


def test_a_pack_is_checked_published_and_compared(console, pack):
    page = console.get("/console/packs/small").content.decode()
    assert "Never published" in page
    assert console.post("/console/packs/small/publish").status_code == 303
    assert "Release 1 stands published." in console.get("/console/packs/small").content.decode()


def test_a_faulty_pack_is_refused_in_place_with_file_and_line(console, pack):
    (pack / "pack.yaml").write_text(MANIFEST + "nonsense: 1\n", encoding="utf-8")
    response = console.post("/console/packs/small/publish")
    page = response.content.decode()
    assert response.status_code == 422
    assert "pack.yaml:6" in page


@pytest.mark.parametrize("name", ["nothing", "..", "small2"])
def test_a_pack_that_is_not_there_is_not_found(console, pack, name):
    assert console.get(f"/console/packs/{name}").status_code == 404
    assert console.post(f"/console/packs/{name}/publish").status_code == 404


def test_a_steward_without_the_duty_cannot_publish(monkeypatch, pack):
    steward = seat(monkeypatch, an_officer(Duty.SUPERVISOR))
    assert "<form" not in steward.get("/console/packs/small").content.decode().split("<main")[1]
    assert steward.post("/console/packs/small/publish").status_code == 403


def test_evidence_is_checked_on_demand(monkeypatch, console):
    a_house(monkeypatch)
    case = submit(a_resident(), COMMITTED)
    page = console.get("/console/evidence?check=1").content.decode()
    assert "leaves are where and what they were" in page
    about = console.get(f"/console/evidence?about={case.id}")
    assert about.status_code == 200


def test_strange_questions_about_evidence_find_nothing(console):
    page = console.get("/console/evidence?about=%00%27--").content.decode()
    assert "No leaf that you may see is about it." in page


def test_what_waits_in_the_outbox_is_counted(monkeypatch, console):
    a_house(monkeypatch)
    submit(a_resident(), COMMITTED)
    waiting = outbox_lag(NOW).waiting
    assert waiting
    assert f'<dd class="num">{waiting}</dd>' in console.get("/console/events").content.decode()


def test_retrying_what_is_not_parked_is_refused(console):
    response = console.post("/console/events/retry", {"event": "x", "handler": "y"})
    assert response.status_code in (404, 409)
