"""Uploads at the desk: read as files, compared with the original once, never asked for again."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    publish_family_item,
    submit,
)
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.files.api import store_upload
from tongban.kernel.actor import Duty
from tongban.web.desk.tests.visitors import seat
from tongban_trust.drawing import bold_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


def a_sheet() -> bytes:
    writer, held = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(held)
    return held.getvalue()


def test_a_clerk_reads_an_upload_and_records_that_it_matches_the_original(
    monkeypatch: pytest.MonkeyPatch, settings, tmp_path
):
    if not bold_file(Path(settings.FONT_DIR)).exists():
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR = tmp_path
    publish_family_item(monkeypatch)
    publish_type(type_file(levels=["A", "B"]))
    me = a_resident()
    pdf = a_sheet()
    blob = store_upload(
        actor=me, filename="permit.pdf", stream=io.BytesIO(pdf), declared_type="application/pdf",
        purpose="case-material", now=NOW,
    )  # fmt: skip
    given = submit(me, COMMITTED, item_version=2, material_blobs={"family-permit": blob.id})
    desk = seat(monkeypatch, an_officer())
    assert desk.get(f"/desk/cases/{given.id}/papers/family-permit").content == pdf
    attest = f"/desk/cases/{given.id}/attest/family-permit"
    assert attest in desk.get(f"/desk/cases/{given.id}").content.decode()
    assert desk.post(attest).status_code == 303
    assert desk.post(f"/desk/cases/{given.id}/attest/nothing").status_code == 404
    (again,) = submit(me, COMMITTED, item_version=2).materials
    assert again.way.value == "kept"
    second = submit(me, COMMITTED, item_version=2)
    paper = f"/desk/cases/{second.id}/papers/family-permit"
    assert b"/WordsAcross" in desk.get(paper).content
    reviewer = seat(monkeypatch, an_officer(Duty.REVIEWER))
    assert attest not in reviewer.get(f"/desk/cases/{given.id}").content.decode()
    assert reviewer.post(attest).status_code == 403
