"""Uploading a material by the interface."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.cases.tests.factories import a_resident
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def send(caller: Caller, name: str, content: bytes):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return caller.client.post(f"{ROOT}/files", {"file": file})


@pytest.fixture
def caller(monkeypatch, settings, tmp_path) -> Caller:
    settings.DATA_DIR = tmp_path
    return Caller(monkeypatch, a_resident(known=False))


def test_a_material_is_kept_and_named(caller):
    response = send(caller, "plan.pdf", PDF)
    assert response.status_code == 201, response.content.decode()
    assert response.json()["media_type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content"), [("empty.pdf", b""), ("run.exe", b"MZ" + b"\0" * 64), ("../x.pdf", b"")]
)
def test_bad_files_are_refused_with_the_mend(caller, name, content):
    response = send(caller, name, content)
    assert response.status_code == 422
    assert response.json()["mend"]["zh-Hans"]


def test_a_stranger_cannot_upload(client):
    response = client.post(f"{ROOT}/files", {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert response.status_code == 401
