"""The sealed files of a certificate: made once, proven by anyone, never with a wrong name."""

from __future__ import annotations

from functools import partial

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CertificateNotFound,
    DocumentForm,
    RareCharacterUnprintable,
    certificate_document,
)
from tongban.certificates.models import DrawnDocument
from tongban.certificates.tests.factories import (
    NOW,
    SYSTEM,
    certificate_seal,
    issue,
    publish_type,
    type_file,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about
from tongban.seals.api import (
    NeedsTwoPersons,
    NoSealInForce,
    Purpose,
    SealNotInForce,
    restore_seal,
    seal_roots,
    seal_uses,
    suspend_seal,
    take_seal,
)
from tongban.seals.tests.factories import ARTICLE
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.verify import read_attached
from tongban_trust.x509 import follow_chain, parse_certificate

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
    certificate_seal()


def only_seal(**changes) -> None:
    """The bureau's seal makes way for another one."""
    before = certificate_seal()
    suspend_seal(actor=SYSTEM, seal_id=before.id, article=ARTICLE, reason="换章", now=NOW)
    certificate_seal(code="another", **changes)


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
    roots = [parse_certificate(root) for root in seal_roots()]
    assert follow_chain(document.signer, roots=roots, at=document.signed_at).holds
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
    assert certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL) != moved


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


def test_each_sealing_is_a_use_of_the_agencys_seal_with_its_document_and_purpose():
    seal = certificate_seal()
    issued = issue()
    signers = [
        opened(certificate_document(HOLDER, issued.id, form, URL)).signer.der
        for form in DocumentForm
    ]
    assert {key.certificate for key in seal.keys} == set(signers)
    uses = seal_uses(SYSTEM, seal.id, NOW).items
    assert {(use.document_id, str(use.purpose), use.automatic) for use in uses} == {
        (issued.identifier, "certificate-type:residence-permit", True)
    }
    assert len(uses) == 2


def test_what_the_seal_looks_like_is_settled_when_it_is_first_taken(monkeypatch):
    faces = [
        opened(certificate_document(HOLDER, issue(case_id=case).id, DocumentForm.OFD, URL))
        for case in ("case_a", "case_b")
    ]
    assert faces[0].signer.der == faces[1].signer.der
    take = partial(take_seal, actor=SYSTEM, agency_code=AGENCY, now=NOW)
    first = take(purpose=Purpose("certificate-type", "a"), document_id="a")
    monkeypatch.setattr(
        "tongban.seals.actions.take_seal.draw_seal", lambda *_: pytest.fail("again")
    )
    second = take(purpose=Purpose("certificate-type", "b"), document_id="b")
    assert first.ofd.seal.der == second.ofd.seal.der


@forms
def test_a_suspended_seal_seals_nothing_and_nothing_is_left(form):
    seal, issued = certificate_seal(), issue()
    suspend_seal(actor=SYSTEM, seal_id=seal.id, article=ARTICLE, reason="核查", now=NOW)
    with pytest.raises(NoSealInForce):
        certificate_document(HOLDER, issued.id, form, URL)
    assert not seal_uses(SYSTEM, seal.id, NOW).items
    restore_seal(actor=SYSTEM, seal_id=seal.id, article=ARTICLE, reason="核查完毕", now=NOW)
    opened(certificate_document(HOLDER, issued.id, form, URL))


@forms
def test_a_seal_suspended_after_it_was_taken_signs_no_more(form, monkeypatch):
    seal, issued = certificate_seal(), issue()

    def taken_then_suspended(**given):
        taken = take_seal(**given)
        suspend_seal(actor=SYSTEM, seal_id=seal.id, article=ARTICLE, reason="核查", now=NOW)
        return taken

    monkeypatch.setattr("tongban.certificates.documents.take_seal", taken_then_suspended)
    with pytest.raises(SealNotInForce):
        certificate_document(HOLDER, issued.id, form, URL)
    assert not DrawnDocument.objects.filter(certificate_id=issued.id).exists()


def test_a_seal_for_another_type_is_not_put_on_it():
    publish_type(type_file(code="other-permit"))
    only_seal(scope=(Purpose("certificate-type", "residence-permit"),))
    with pytest.raises(NoSealInForce):
        certificate_document(HOLDER, issue(type_code="other-permit").id, DocumentForm.PDF, URL)


def test_a_type_that_takes_two_persons_is_not_sealed_by_the_platform_alone():
    only_seal(two_person=(Purpose("certificate-type", "*"),))
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, issue().id, DocumentForm.PDF, URL)


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
