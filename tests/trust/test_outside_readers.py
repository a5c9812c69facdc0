"""Programs that know nothing of us accept what we seal, and notice when it is changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ofdkit
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.trust.sealed import ATTACHED, NOW, PAGE, issuer, ofd, pdf
from tongban_trust.signing import Algorithm


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here (poppler-utils, openssl)")
    return found


def judged(data: bytes):
    root = x509.Certificate.load(issuer(Algorithm.P256).root.certificate.der)
    trust = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
    signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    # It runs a loop of its own, which the browser's, open in this thread, would not allow.
    with ThreadPoolExecutor(1) as apart:
        return signature, apart.submit(validate_pdf_signature, signature, trust).result()


def test_pyhanko_trusts_the_signature_on_the_whole_file():
    signature, status = judged(pdf())
    assert status.bottom_line
    assert signature.compute_integrity_info() is None
    assert signature.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert "signing_certificate_v2" in {
        each["type"].native for each in signature.signer_info["signed_attrs"]
    }
    assert signature.self_reported_timestamp == NOW


def test_pyhanko_sees_a_change():
    place = pdf().index(b"/Lang (zh-CN)") + 8
    _, status = judged(pdf()[:place] + b"y" + pdf()[place + 1 :])
    assert not status.bottom_line


def test_poppler_finds_the_signature_valid(tmp_path: Path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(pdf())
    said = subprocess.run([program("pdfsig"), file], capture_output=True, text=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "安和市公安局证照专用章" in said
    file.write_bytes(pdf().replace(b"/Lang (zh-CN)", b"/Lang (zh-CM)"))
    said = subprocess.run([program("pdfsig"), file], capture_output=True, text=True).stdout
    assert "Digest Mismatch" in said


def test_poppler_reads_words_fonts_and_attachments(tmp_path: Path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(pdf())
    fonts = subprocess.run([program("pdffonts"), file], capture_output=True, text=True).stdout
    assert len(re.findall(r"CID TrueType +Identity-H +yes yes yes", fonts)) == 3
    subprocess.run([program("pdfdetach"), "-saveall", "-o", tmp_path, file], check=True)
    assert {name: (tmp_path / name).read_bytes() for name in ATTACHED} == ATTACHED
    words = subprocess.run([program("pdftotext"), file, "-"], capture_output=True, text=True)
    assert "王𬸪𰀀A 居住" in words.stdout
    assert words.stderr == ""


def test_openssl_verifies_the_container_up_to_the_root(tmp_path: Path):
    start, end = map(int, re.search(rb"\[0 (\d+) +(\d+) ", pdf()).groups())
    container = bytes.fromhex(pdf()[start + 1 : end - 1].decode())
    (tmp_path / "container").write_bytes(container)
    (tmp_path / "content").write_bytes(pdf()[:start] + pdf()[end:])
    (tmp_path / "root.der").write_bytes(issuer(Algorithm.P256).root.certificate.der)
    openssl = program("openssl")
    for words in (
        ["x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem"],
        ["cms", "-verify", "-inform", "DER", "-in", "container", "-content", "content", "-binary",
         "-CAfile", "root.pem", "-purpose", "any", "-attime", str(int(NOW.timestamp())),
         "-out", "out"],
    ):  # fmt: skip
        subprocess.run([openssl, *words], cwd=tmp_path, check=True, capture_output=True)


def test_an_ofd_reader_of_others_sees_what_we_wrote():
    with ofdkit.open(io.BytesIO(ofd())) as document:
        assert document.info.title == PAGE.title
        assert document.info.author == "安和市公安局"
        assert len(document.pages) == 1
        words = "".join(run.text for run in document.pages[0].runs)
    assert words == "居住证王𬸪𰀀A 居住居住证"
