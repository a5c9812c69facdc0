"""The sealed files of a certificate: made once, proven by anyone, never with a wrong name."""

from __future__ import annotations

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.adapters.demo_seals import seal_of
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CertificateNotFound,
    DocumentForm,
    RareCharacterUnprintable,
    certificate_document,
)
from tongban.certificates.tests.factories import NOW, SYSTEM, issue, publish_type, type_file
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.verify import read_attached
from tongban_trust.x509 import follow_chain

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:8000/verify/abcdefghjkmnpqrs"
HOLDER = Actor(kind=ActorKind.PERSON, subject_id="person_1")
STRANGER = Actor(kind=ActorKind.PERSON, subject_id="person_2")
forms = pytest.mark.parametrize("form", list(DocumentForm), ids=lambda form: form.value)


@pytest.fixture(autouse=True)
def _a_town(settings, tmp_path):
    if typefaces().missing("居住证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR = tmp_path / "blobs"
    settings.DATA_DIR = tmp_path
    a_calendar()
    publish(an_entry())
    publish_type()


def opened(data: bytes) -> SealedDocument:
    found = open_document(data)
    assert isinstance(found, SealedDocument)
    return found


@forms
def test_it_is_sealed_once_by_the_issuer_and_then_kept(form, monkeypatch):
    issued = issue()
    first = certificate_document(HOLDER, issued.id, form, URL)
    document = opened(first)
    assert document.kind.value == form.value
    assert document.signer.organisation_code == AGENCY
    seal = seal_of(AGENCY, issued.issuer_name.zh, NOW)
    assert follow_chain(document.signer, roots=seal.roots, at=document.signed_at).holds
    monkeypatch.setattr(
        "tongban.certificates.documents.lay_out", lambda *_: pytest.fail("drawn again")
    )
    assert certificate_document(HOLDER, issued.id, form, URL) == first
    with pytest.raises(CertificateNotFound):
        certificate_document(STRANGER, issued.id, form, URL)


def test_both_forms_are_kept_and_each_sealing_leaves_evidence():
    issued = issue()
    before = len(leaves_about(SYSTEM, issued.id))
    files = [certificate_document(HOLDER, issued.id, form, URL) for form in DocumentForm]
    assert [certificate_document(HOLDER, issued.id, form, URL) for form in DocumentForm] == files
    leaves = leaves_about(SYSTEM, issued.id)[before:]
    assert [leaf.kind for leaf in leaves] == ["certificates.document-sealed"] * 2


def test_another_address_means_another_code_and_another_file():
    issued = issue()
    first = certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL)
    moved = certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL.replace("8000", "8001"))
    assert moved != first
    assert certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL) not in (first, moved)


@forms
def test_it_carries_the_record_what_opens_it_and_the_log_s_promise(form):
    issued = issue()
    document = opened(certificate_document(HOLDER, issued.id, form, URL))
    attached = read_attached(document.attachments)
    assert attached.record.identifier == issued.identifier
    assert attached.record.opens(attached.disclosures)
    assert attached.leaf.record_digest == attached.record.digest()
    assert attached.promise is not None
    assert attached.inclusion is None
    values = {each.name: each.value for each in attached.disclosures}
    assert values["holder"] == issued.holder_name
    assert values["purpose"] == "就业"


def test_the_seal_of_an_agency_is_the_same_for_every_process(settings, tmp_path):
    first = seal_of(AGENCY, "某局", NOW)
    from tongban.certificates.adapters import demo_seals

    again = demo_seals._DemoSeals(tmp_path / "keys").of(AGENCY, "某局", NOW)
    assert again.ofd.seal.der == first.ofd.seal.der
    assert again.pdf.certificate.der == first.pdf.certificate.der
    assert again.ofd.key.public == first.ofd.key.public
    assert (tmp_path / "keys" / "demo-seals.keystore").stat().st_mode & 0o077 == 0


@forms
def test_a_rare_name_is_printed_or_nothing_is(form):
    rare = issue(holder_name="王𬸪", case_id="case_rare")
    fonts = typefaces()
    if not fonts.missing("王𬸪"):
        opened(certificate_document(HOLDER, rare.id, form, URL))
    lacking = issue(holder_name="王\U0002ebf0\U0002ebf1", case_id="case_lacking")
    with pytest.raises(RareCharacterUnprintable) as refused:
        certificate_document(HOLDER, lacking.id, form, URL)
    assert "U+2EBF0" in refused.value.message.zh
    assert "U+2EBF1" in refused.value.message.en
    assert not [
        leaf for leaf in leaves_about(SYSTEM, lacking.id)
        if leaf.kind == "certificates.document-sealed"
    ]  # fmt: skip


@forms
@pytest.mark.parametrize("body", ["statement", "table"])
@pytest.mark.parametrize("paper", ["portrait", "landscape"])
def test_every_look_can_be_sealed(form, body, paper):
    publish_type(
        type_file(
            look={"paper": paper, "body": body, "frame": "green"},
            layout=[
                {"zh-Hans": "持证主体：{holder}", "en": "Holder: {holder}"},
                {"zh-Hans": "地址：{address}", "en": "Address: {address}"},
            ],
        )
    )
    opened(certificate_document(HOLDER, issue().id, form, URL))
