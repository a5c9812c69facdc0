"""The signed PDF: one layout, one container, whole coverage."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest

from tests.trust.sealed import ABOUT, ATTACHED, NOW, YEAR, issuer, laid, pdf, picture, signer
from tongban_trust.pdf import CmsRefused, PdfRefused, PdfSigner, cms, read_pdf, write_pdf
from tongban_trust.pdf.cms import make_cms, read_cms
from tongban_trust.pdf.objects import NotCanonicalPdf, assemble, disassemble
from tongban_trust.signing import Algorithm, compact, from_compact, generate_key
from tongban_trust.x509 import Authority, Purpose, Subject, issue_certificate

DIGEST = hashlib.sha256(b"content").digest()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_two_runs_differ_in_the_container_only():
    again = write_pdf(laid(), ATTACHED, signer(), at=NOW, **ABOUT)
    assert re.sub(rb"/Contents <[0-9a-f]+>", b"", again) == re.sub(
        rb"/Contents <[0-9a-f]+>", b"", pdf()
    )


def test_the_signature_covers_all_but_its_own_container():
    first, start, end, rest = map(
        int, re.search(rb"/ByteRange \[(\d+) +(\d+) +(\d+) +(\d+) *\]", pdf()).groups()
    )
    assert first == 0
    assert pdf()[start : start + 1] == b"<"
    assert pdf()[end - 1 : end] == b">"
    assert end + rest == len(pdf())


def test_a_container_in_capitals_is_refused():
    place = pdf().index(b"/Contents <") + 11
    upper = pdf()[:place] + pdf()[place : place + 600].upper() + pdf()[place + 600 :]
    assert upper != pdf()
    with pytest.raises(PdfRefused, match="cover"):
        read_pdf(upper)


def test_the_other_signature_ecdsa_allows_is_refused(monkeypatch):
    """(r, n - s) verifies wherever (r, s) does: a second file with the same meaning."""
    found = issuer(Algorithm.P256)

    def larger(signature: bytes) -> bytes:
        raw = compact(signature)
        second = int.from_bytes(raw[32:], "big")
        return from_compact(raw[:32] + max(second, ORDER - second).to_bytes(32, "big"))

    with monkeypatch.context() as patch:
        patch.setattr(cms, "_smaller", larger)
        container = make_cms(DIGEST, found.key, found.certificate, ())
        assert read_cms(container, DIGEST).signer == found.certificate
    with pytest.raises(CmsRefused, match="changed"):
        read_cms(container, DIGEST)


def test_a_container_reads_back_with_its_chain_and_for_its_content_only():
    root = issuer(Algorithm.P256).root
    term = {"not_before": NOW - YEAR, "not_after": NOW + YEAR - timedelta(days=1)}
    key = generate_key(Algorithm.P256)
    middle = issue_certificate(
        Subject("示例省签章证书机构"), key.public, Purpose.AUTHORITY, issuer=root, **term
    )
    leaf_key = generate_key(Algorithm.P256)
    leaf = issue_certificate(
        Subject("章"), leaf_key.public, Purpose.SEAL, issuer=Authority(middle, key), **term
    )
    container = make_cms(DIGEST, leaf_key, leaf, [middle])
    found = read_cms(container, DIGEST)
    assert (found.signer, found.others) == (leaf, (middle,))
    with pytest.raises(CmsRefused):
        read_cms(container, hashlib.sha256(b"other").digest())
    for place in range(len(container)):
        changed = bytearray(container)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(CmsRefused):
            read_cms(bytes(changed), DIGEST)


def test_another_suite_cannot_sign_a_pdf():
    national = issuer(Algorithm.SM2)
    with pytest.raises(ValueError, match="P-256"):
        PdfSigner(national.key, national.certificate, (), "章", picture())


def test_a_certificate_of_another_key_cannot_sign():
    other = issuer(Algorithm.P256, "别的章")
    with pytest.raises(ValueError, match="not of this key"):
        PdfSigner(signer().key, other.certificate, (), "章", picture())


def test_taking_apart_and_putting_together_is_one_thing():
    assert assemble(disassemble(pdf())) == pdf()
    with pytest.raises(NotCanonicalPdf):
        assemble([b"<< >>"] * 2)


@pytest.mark.parametrize("name", ["../x", "X.json", "a)b", "", "a" * 50])
def test_an_attachment_needs_a_plain_name(name):
    with pytest.raises(ValueError, match="attachment"):
        write_pdf(laid(), {name: b""}, signer(), at=NOW, **ABOUT)


def test_a_document_without_attachments_reads_back():
    bare = write_pdf(laid(), {}, signer(), at=NOW, **ABOUT)
    assert read_pdf(bare).attachments == {}


@pytest.mark.parametrize("content", [b"", b"\nendstream\nendobj\n", b"stream\n", bytes(256)])
def test_any_bytes_can_be_attached(content):
    made = write_pdf(laid(), {"any.bin": content}, signer(), at=NOW, **ABOUT)
    assert read_pdf(made).attachments == {"any.bin": content}
