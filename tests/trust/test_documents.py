"""Every byte of a sealed document counts: changed, cut, added to or repacked, it is caught."""

from __future__ import annotations

import io
import random
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.trust.sealed import (
    ABOUT,
    ATTACHED,
    NOW,
    issuer,
    laid,
    ofd,
    pdf,
    picture,
    seal_of,
    sealer,
)
from tongban_trust.documents import (
    MOST_BYTES,
    Altered,
    DocumentKind,
    SealedDocument,
    Unreadable,
    open_document,
)
from tongban_trust.ofd import pack, unpack, write_ofd
from tongban_trust.pdf import write_pdf
from tongban_trust.pdf.objects import assemble, disassemble
from tongban_trust.seals import BadSeal, SealUser
from tongban_trust.signing import Algorithm

both = pytest.mark.parametrize("sealed", [ofd, pdf], ids=["ofd", "pdf"])


def caught(data: bytes) -> bool:
    found = open_document(data)
    assert isinstance(found, Altered | Unreadable | SealedDocument)
    return not isinstance(found, SealedDocument)


@both
def test_an_untouched_document_opens_with_all_it_carries(sealed):
    found = open_document(sealed())
    assert isinstance(found, SealedDocument)
    assert dict(found.attachments) == ATTACHED
    assert found.signed_at == NOW
    assert found.seal.name == "安和市公安局证照专用章"
    assert found.signer.organisation_code == "11990000000000015X"


@both
def test_every_byte_of_a_document_counts(sealed):
    whole = sealed()
    slipped = []
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        if not caught(bytes(changed)):
            slipped.append(place)
    assert slipped == []


@both
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_change_of_any_bytes_is_caught(sealed, data):
    whole = bytearray(sealed())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(st.binary(min_size=0, max_size=6))
        whole[place : place + data.draw(st.integers(0, 6))] = piece
    assert caught(bytes(whole)) or bytes(whole) == sealed()


@both
def test_a_document_cut_anywhere_is_caught(sealed):
    whole = sealed()
    lengths = {*range(0, len(whole), 41), *range(len(whole) - 300, len(whole))}
    assert [length for length in lengths if not caught(whole[:length])] == []


@both
@pytest.mark.parametrize("more", [b"\0", b"\n", b"%%EOF\n", b"PK\x05\x06" + bytes(18), b"x" * 4096])
def test_bytes_before_or_after_are_caught(sealed, more):
    assert caught(sealed() + more)
    assert caught(more + sealed())


@both
@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300))
def test_no_bytes_at_all_make_it_raise(sealed, data):
    assert caught(data)
    assert caught(sealed()[:8] + data)
    assert caught(sealed()[: len(sealed()) // 2] + data)


def test_a_file_repacked_with_its_checksums_put_right_is_caught():
    """The attacker knows ZIP: only digests, signatures and certificates are left to catch it."""
    files = unpack(ofd())
    for name, content in files.items():
        step = 2 if "/Signs/" in name else 9
        for place in range(0, len(content), step):
            changed = bytearray(content)
            changed[place] ^= 1 << (place % 8)
            assert caught(pack({**files, name: bytes(changed)})), (name, place)


@pytest.mark.parametrize("change", ["dropped", "added", "swapped"])
def test_files_dropped_added_or_swapped_are_caught(change):
    files = unpack(ofd())
    for name in list(files):
        others = {each: content for each, content in files.items() if each != name}
        if change == "dropped":
            assert not others or caught(pack(others))
        elif change == "added":
            assert caught(pack({**files, f"{name[:-4]}_2{name[-4:]}": files[name]}))
        else:
            assert caught(pack({**others, name: files["OFD.xml"]})) or name == "OFD.xml"


def test_objects_changed_with_the_table_put_right_are_caught():
    bodies = disassemble(pdf())
    for number, body in enumerate(bodies):
        for place in range(0, len(body), 3):
            changed = bytearray(body)
            changed[place] ^= 1 << (place % 8)
            assert caught(assemble([*bodies[:number], bytes(changed), *bodies[number + 1 :]])), (
                number, place,
            )  # fmt: skip


def test_an_object_added_or_dropped_is_caught():
    bodies = disassemble(pdf())
    assert caught(assemble([*bodies, b"<< /Type /Filespec >>"]))
    assert caught(assemble(bodies[:-1]))
    assert caught(assemble([*bodies[:-2], bodies[-1], bodies[-2]]))


def test_a_later_revision_is_altered():
    """What other programs call a harmless update: a note, a filled field, another title."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf()))
    writer.root[pdf_name("/Note")] = pdf_string("added later")
    writer.update_root()
    updated = io.BytesIO()
    writer.write(updated)
    assert updated.getvalue().startswith(pdf())
    found = open_document(updated.getvalue())
    assert isinstance(found, Altered)
    assert found.reason.code == "documents.altered"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_repacked_by_another_program_is_altered(compression):
    repacked = io.BytesIO()
    with zipfile.ZipFile(repacked, "w", compression) as archive:
        for name, content in unpack(ofd()).items():
            archive.writestr(name, content)
    found = open_document(repacked.getvalue())
    assert isinstance(found, Altered | Unreadable)


def zipped(files: list[tuple[str, bytes]], compression=zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return file.getvalue()


def test_bombs_nests_and_doubles_are_refused_without_work():
    bomb = zipped([("OFD.xml", bytes(30_000_000))], zipfile.ZIP_DEFLATED)
    nested = zipped([("OFD.xml", b""), ("inner.zip", ofd())])
    with pytest.warns(UserWarning, match="Duplicate name"):
        double = zipped([("OFD.xml", b"a"), ("OFD.xml", b"b")])
    climbing = zipped([("../OFD.xml", b"a")])
    many = zipped([(f"f{n}.xml", b"") for n in range(500)])
    for data in (bomb, nested, double, climbing, many):
        assert caught(data)


def test_what_is_too_large_or_nothing_says_so():
    assert open_document(b"").reason.code == "documents.empty"
    large = open_document(bytes(MOST_BYTES + 1))
    assert large.reason.code == "documents.too_large"
    other = open_document(b"GIF89a")
    assert other.reason.code == "documents.unknown_format"
    foreign = open_document(b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n")
    assert isinstance(foreign, Unreadable)
    assert foreign.reason.code == "documents.not_ours"
    for found in (large, other, foreign):
        assert set(found.reason.words) == {"zh-Hans", "en"}


def test_an_altered_file_says_of_which_kind_it_is():
    altered = open_document(ofd() + b"\0")
    assert isinstance(altered, Altered)
    assert altered.kind is DocumentKind.OFD


def test_random_noise_after_a_true_head_never_raises():
    noise = random.Random(7)
    for head in (b"PK\x03\x04", b"%PDF-1.7\n", ofd()[:200], pdf()[:400]):
        for _ in range(200):
            assert caught(head + noise.randbytes(noise.randrange(600)))


def test_a_signature_of_the_other_suite_is_refused(monkeypatch):
    """Each format has its suite: SM2 in a PDF or P-256 in an OFD is nobody's layout."""
    national = issuer(Algorithm.SM2)
    stranger = SimpleNamespace(
        key=national.key, certificate=national.certificate, chain=(), name="章", picture=picture()
    )
    assert caught(write_pdf(laid(), ATTACHED, stranger, at=NOW, **ABOUT))
    international = issuer(Algorithm.P256)
    monkeypatch.setattr("tongban_trust.seals.make._sign", lambda key, message: key.sign(message))
    with pytest.raises(BadSeal, match="SM2"):
        seal_of(international)
    holders = [sealer().certificate, international.certificate]
    seal = seal_of(issuer(Algorithm.SM2), holders=holders)
    other = SealUser(seal, international.key, international.certificate)
    assert caught(write_ofd(laid(), ATTACHED, other, at=NOW, **ABOUT))
