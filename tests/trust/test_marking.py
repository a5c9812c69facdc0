"""Words across documents of others: on every page, in every reader, whatever the bytes are."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import ofdkit
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.shared_data import shared_data
from tests.trust.test_overprint import font, quarters
from tongban_trust.drawing import bold_file
from tongban_trust.marking import DocumentTooLarge, DocumentUnreadable, mark_ofd, mark_pdf
from tongban_trust.marking.pdf import mark_here
from tongban_trust.ofd import NAMESPACE

WORDS = "与原件核对无误"
ODD = (DocumentTooLarge, DocumentUnreadable)


def pdf(*sizes: tuple[float, float], turned: int = 0) -> bytes:
    writer = PdfWriter()
    for wide, high in sizes:
        writer.add_blank_page(wide, high).rotate(turned)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def ofd(pages: int = 2, *, seals: bool = True, head: str = "") -> bytes:
    """What another program might write: default namespace, deflated, paths from the root."""
    space = f'xmlns="{NAMESPACE}"'
    signatures = "<Signatures>/Doc_0/Signs/Signatures.xml</Signatures>" if seals else ""
    listed = "".join(
        f'<Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages)
    )
    files = {
        "OFD.xml": f"<OFD {space}><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot>{signatures}"
        "</DocBody></OFD>",
        "Doc_0/Document.xml": f"{head}<Document {space}><CommonData><MaxUnitID>9</MaxUnitID>"
        "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData>"
        f"<Pages>{listed}</Pages></Document>",
    }
    for n in range(pages):
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = f"<Page {space}><Content/></Page>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def drawn(document: bytes, tmp_path: Path) -> list[Image.Image]:
    """The pages as an independent reader draws them."""
    source = tmp_path / "marked.pdf"
    source.write_bytes(document)
    subprocess.run(["pdftoppm", "-r", "40", "-png", str(source), str(tmp_path / "p")], check=True)
    return [Image.open(path).convert("L") for path in sorted(tmp_path.glob("p-*.png"))]


@pytest.mark.parametrize("turned", [0, 90])
def test_every_quarter_of_every_page_of_a_pdf_carries_the_words(tmp_path, turned):
    pages = drawn(mark_pdf(pdf((595, 842), (1191, 500), turned=turned), WORDS, font()), tmp_path)
    assert len(pages) == 2
    for page in pages:
        for part in quarters(page.size):
            ink = 255 - ImageStat.Stat(page.crop(part)).mean[0]
            assert 2 < ink < 80, (page.size, part)


def test_what_could_hide_the_words_or_act_by_itself_stays_behind():
    writer = PdfWriter(clone_from=io.BytesIO(pdf((595, 842))))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.pages[0][NameObject("/Annots")] = DictionaryObject()
    held = io.BytesIO()
    writer.write(held)
    marked = PdfReader(io.BytesIO(mark_here(held.getvalue(), WORDS, font())))
    assert "/Annots" not in marked.pages[0]
    assert "JavaScript" not in str(marked.trailer["/Root"])


def test_an_ofd_of_another_program_gets_the_words_and_loses_its_seal(tmp_path):
    marked = mark_ofd(ofd(), WORDS, font())
    assert mark_ofd(ofd(), WORDS, font()) == marked
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert b"Signatures" not in archive.read("OFD.xml")
        for page in range(2):
            content = archive.read(f"Doc_0/Pages/Page_{page}/Content.xml").decode()
            assert content.count("PathObject ID=") > 8
    numbers = [part.split('"')[0] for part in _all_pages(marked).split(' ID="')[1:]]
    assert len(numbers) == len(set(numbers))
    place = tmp_path / "marked.ofd"
    place.write_bytes(marked)
    assert len(ofdkit.open(place).pages) == 2


def _all_pages(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "".join(
            archive.read(name).decode() for name in archive.namelist() if "/Pages/" in name
        )


@pytest.mark.shared_data
def test_the_documents_of_others_can_be_marked():
    for place in sorted(shared_data("ofd").glob("*.ofd")):
        before = ofdkit.extract_text(place)
        marked = mark_ofd(place.read_bytes(), WORDS, font())
        assert ofdkit.extract_text(io.BytesIO(marked)) == before, place.name


def test_entities_and_too_many_pages_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(DocumentUnreadable, match="document type"):
        mark_ofd(ofd(head=bomb), WORDS, font())
    with pytest.raises(DocumentTooLarge):
        mark_ofd(ofd(301), WORDS, font())
    with pytest.raises(DocumentTooLarge):
        mark_here(pdf(*[(200, 200)] * 301), WORDS, font())
    with pytest.raises(DocumentTooLarge):
        mark_here(pdf((10, 14_000)), WORDS, font())


def test_a_pdf_that_asks_for_unbounded_work_ends_with_its_process():
    nest = b"[" * 200_000
    hostile = b"%PDF-1.7\n1 0 obj\n" + nest + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(ODD):
        mark_pdf(hostile, WORDS, font())
    locked = PdfWriter(clone_from=io.BytesIO(pdf((595, 842))))
    locked.encrypt("secret", algorithm="RC4-128")
    held = io.BytesIO()
    locked.write(held)
    with pytest.raises(DocumentUnreadable, match="encrypted"):
        mark_pdf(held.getvalue(), WORDS, font())


SHEET, PACKAGE = pdf((595, 842)), ofd(1)
# Read once for all examples; a machine without a font skips the tests above.
FONT = bold_file(Path(settings.FONT_DIR))


@pytest.mark.skipif(not FONT.exists(), reason="no Chinese TrueType font is here")
@hypothesis_settings(max_examples=60)
@given(st.sampled_from([SHEET, PACKAGE]), st.integers(0, 5_000), st.binary(max_size=6))
def test_broken_bytes_are_refused_in_words_or_marked(sheet, place, bytes_there):
    place %= len(sheet)
    broken = sheet[:place] + bytes_there + sheet[place + 3 :]
    mark = mark_here if sheet is SHEET else mark_ofd
    try:
        marked = mark(broken, WORDS, FONT)
    except ODD as refused:
        marked = str(refused).encode()
    assert marked
