"""The sealed file of an annotated copy: for whom it was made, until its day, until taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates import documents
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CopyNotFound,
    CopyOver,
    DocumentForm,
    VerifyOutcome,
    certificate_document,
    copy_document,
    make_copy,
    publish_bundle,
    verify_file,
    withdraw_copy,
)
from tongban.certificates.models import DrawnDocument
from tongban.certificates.tests.factories import (
    HOLDER,
    NOW,
    STRANGER,
    SYSTEM,
    TODAY,
    certificate_seal,
    issue,
    publish_type,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.ledger.api import leaves_about
from tongban_trust.bundle import read_bundle
from tongban_trust.documents import open_document
from tongban_trust.verify import Moment, Outcome, read_attached, verify_record
from tongban_trust.verify import verify_file as verify_offline

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:8000/verify/"
LATER = NOW + timedelta(minutes=1)
UNTIL = TODAY + timedelta(days=7)
forms = pytest.mark.parametrize("form", list(DocumentForm), ids=lambda form: form.value)


@pytest.fixture(autouse=True)
def _a_town(settings, tmp_path, monkeypatch):
    if typefaces().missing("居住证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR = tmp_path / "blobs"
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(documents, "timezone", SimpleNamespace(now=lambda: LATER))
    a_calendar()
    publish(an_entry())
    publish_type()
    certificate_seal()


def a_copy(**changes: object):
    given: dict = {
        "actor": HOLDER, "certificate_id": issue().id, "purpose": "租房登记", "user": "示例公寓",
        "valid_until": UNTIL, "now": NOW,
    }  # fmt: skip
    return make_copy(**(given | changes))


def file_of(made, form=DocumentForm.OFD, actor=HOLDER) -> bytes:
    return copy_document(actor, made.id, form, URL + made.verify_token)


@forms
def test_it_is_sealed_by_the_issuer_and_says_for_whom_and_until_when(form):
    made = a_copy()
    data = file_of(made, form)
    document = open_document(data)
    assert document.signer.organisation_code == AGENCY
    terms = read_attached(document.attachments).copy
    assert (terms.number, terms.user, terms.purpose) == (made.number, "示例公寓", "租房登记")
    said = verify_file(data, LATER)
    assert said.outcome is VerifyOutcome.LOGGED_SOON
    assert said.annotated_copy.watermark == made.watermark
    assert "verify.copy" in {check.code for check in said.checks}
    assert file_of(made, form) == data
    told = [leaf for leaf in leaves_about(SYSTEM, made.certificate_id)
            if leaf.kind == "certificates.document-sealed"]  # fmt: skip
    assert [leaf.facts["copy"] for leaf in told] == [made.id]


@forms
def test_its_watermark_and_its_own_code_are_drawn(form, monkeypatch):
    drawn = []
    whole = documents.laid_face

    def seen(content, look):
        drawn.append(content)
        return whole(content, look)

    monkeypatch.setattr(documents, "laid_face", seen)
    made = a_copy()
    file_of(made, form)
    (content,) = drawn
    assert content.watermark == made.watermark.zh
    assert content.qr == URL + made.verify_token  # no token that vouches beyond the purpose
    assert made.number in content.number


@forms
def test_after_its_day_it_is_expired_with_or_without_a_network(form):
    made = a_copy()
    data = file_of(made, form)
    over = datetime.combine(UNTIL + timedelta(days=1), datetime.min.time(), UTC)
    for day, wanted in ((UNTIL, "verify.logged_soon"), (over.date(), "verify.copy_expired")):
        assert wanted in {check.code for check in verify_file(data, LATER, day).checks}
    assert verify_file(data, LATER, over.date()).outcome is VerifyOutcome.EXPIRED
    bundle, _ = read_bundle(publish_bundle(LATER))
    said = verify_offline(data, bundle, Moment(LATER, over.date()))
    assert (said.outcome, said.code) == (Outcome.EXPIRED, "verify.copy_expired")
    assert said.facts.copy.user == "示例公寓"
    before = verify_offline(data, bundle, Moment(LATER, TODAY - timedelta(days=1)))
    assert before.outcome is Outcome.NOT_YET_VALID


@forms
def test_withdrawn_it_is_revoked_and_the_certificate_is_not(form):
    made = a_copy()
    data = file_of(made, form)
    own = certificate_document(HOLDER, made.certificate_id, form, URL + "x")
    withdraw_copy(actor=HOLDER, copy_id=made.id, now=LATER)
    said = verify_file(data, LATER)
    assert (said.outcome, said.code) == (VerifyOutcome.REVOKED, "verify.copy_withdrawn")
    assert verify_file(own, LATER).outcome is VerifyOutcome.LOGGED_SOON
    bundle, _ = read_bundle(publish_bundle(LATER))
    assert verify_offline(data, bundle, Moment(LATER, TODAY)).outcome is Outcome.REVOKED
    with pytest.raises(CopyOver), transaction.atomic():
        file_of(made, form)


def test_files_of_the_certificate_and_of_each_copy_are_kept_apart():
    first = a_copy()
    second = a_copy(certificate_id=first.certificate_id, user="另一公寓")
    own = certificate_document(HOLDER, first.certificate_id, DocumentForm.OFD, URL + "x")
    files = {file_of(first), file_of(second), own}
    assert len(files) == 3
    assert DrawnDocument.objects.count() == 3
    assert read_attached(open_document(own).attachments).copy is None


def test_only_its_holder_downloads_it():
    made = a_copy()
    with pytest.raises(CopyNotFound), transaction.atomic():
        file_of(made, actor=STRANGER)


def test_without_a_seal_nobody_is_told_of_terms():
    files = dict(open_document(file_of(a_copy())).attachments)
    bundle, _ = read_bundle(publish_bundle(LATER))
    said = verify_record(files, bundle, Moment(LATER, TODAY))
    assert said.facts.copy is None


@pytest.mark.parametrize(
    "changes",
    [{"user": ""}, {"purpose": "长" * 401}, {"key": "0" * 31}, {"key": "G" * 32}],
)
def test_terms_that_are_none_are_no_attachment(changes):
    attached = read_attached(open_document(file_of(a_copy())).attachments)
    files = attached.files()
    assert read_attached(files) == attached
    files["copy.json"] = replace(attached.copy, **changes).to_bytes()
    with pytest.raises(ValueError, match="terms"):
        read_attached(files)
