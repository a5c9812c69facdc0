"""A kept scan is shown with the words of its level across it, and to nobody else."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    KeptCopyNotFound,
    drop_copy,
    keep_copy,
    kept_copy_file,
    kept_scan,
)
from tongban.certificates.tests.factories import HOLDER, NOW, STRANGER
from tongban.certificates.tests.test_trust import PDF, TYPE, attest, house
from tongban.files.api import FileDamaged, store_upload

__all__ = ["house"]
pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture(autouse=True)
def _fonts() -> None:
    if typefaces().missing("核对"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")


def scan(data: bytes, name: str, kind: str) -> str:
    return store_upload(
        actor=HOLDER, filename=name, stream=io.BytesIO(data), declared_type=kind,
        purpose="case-material", now=NOW,
    ).id  # fmt: skip


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(held, "PNG")
    return held.getvalue()


def keep(blob_id: str) -> str:
    return keep_copy(actor=HOLDER, type_code=TYPE, blob_id=blob_id, now=NOW).id


def test_the_words_across_it_are_those_of_its_level():
    blob_id = scan(picture(), "scan.png", "image/png")
    kept_id = keep(blob_id)
    uploaded = kept_copy_file(HOLDER, kept_id)
    assert uploaded.is_picture
    with Image.open(io.BytesIO(uploaded.content)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (400, 300))
        assert shown.convert("L").getextrema()[0] < 220  # no longer a blank sheet
    attest(blob_id)
    checked = kept_copy_file(HOLDER, kept_id)
    assert checked.content != uploaded.content
    assert kept_scan(blob_id, "person_1", TYPE) == checked


def test_a_document_has_the_words_on_its_page():
    sheet = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(sheet)
    shown = kept_copy_file(HOLDER, keep(scan(sheet.getvalue(), "scan.pdf", "application/pdf")))
    assert (shown.kind, shown.ending, shown.is_picture) == ("application/pdf", "pdf", False)
    page = PdfReader(io.BytesIO(shown.content)).pages[0]
    assert "/WordsAcross" in page["/Resources"]["/XObject"]


def test_a_document_without_a_page_is_not_shown():
    with pytest.raises(FileDamaged):
        kept_copy_file(HOLDER, keep(scan(PDF, "scan.pdf", "application/pdf")))


def test_a_scan_that_cannot_be_printed_on_is_not_shown():
    damaged = picture()
    kept_id = keep(scan(damaged[:60] + bytes(200), "scan.png", "image/png"))
    with pytest.raises(FileDamaged):
        kept_copy_file(HOLDER, kept_id)


def test_it_is_nobody_else_s_and_gone_once_taken_out():
    blob_id = scan(picture(), "scan.png", "image/png")
    kept_id = keep(blob_id)
    with pytest.raises(KeptCopyNotFound):
        kept_copy_file(STRANGER, kept_id)
    with pytest.raises(KeptCopyNotFound):
        kept_scan(blob_id, "person_3", TYPE)
    drop_copy(actor=HOLDER, kept_id=kept_id, now=NOW)
    with pytest.raises(KeptCopyNotFound):
        kept_copy_file(HOLDER, kept_id)
