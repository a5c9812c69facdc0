"""A real certificate's file and code, proven online and, with the bundle, by nobody but oneself."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates import documents
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CertificateNotFound,
    CertificateStatus,
    DocumentForm,
    VerifyOutcome,
    certificate_code,
    certificate_document,
    change_status,
    checks_of,
    publish_bundle,
    published_bundle,
    verify,
    verify_file,
)
from tongban.certificates.models import Certificate
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    STRANGER,
    SYSTEM,
    TODAY,
    certificate_seal,
    issue,
    publish_type,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.ledger.api import forget_subject, leaves_about, sequence_leaves
from tongban.seals.api import restore_seal, revoke_seal, suspend_seal
from tongban.seals.tests.factories import ARTICLE
from tongban_trust.bundle import BundleRefused, read_bundle
from tongban_trust.verify import Moment, Outcome
from tongban_trust.verify import verify_code as offline_code
from tongban_trust.verify import verify_file as offline_file

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:8000/verify/"
LATER = NOW + timedelta(minutes=1)
OVERDUE = NOW + timedelta(hours=2)
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


def file_of(issued, form=DocumentForm.OFD) -> bytes:
    return certificate_document(HOLDER, issued.id, form, URL + issued.verify_token)


def suspend(issued, since: date) -> None:
    change_status(
        actor=SYSTEM, certificate_id=issued.id, status=CertificateStatus.SUSPENDED, article=LAW,
        now=LATER, effective_date=since,
    )  # fmt: skip


def offline(bundle: bytes) -> tuple:
    return read_bundle(bundle)[0], Moment(LATER, TODAY)


@forms
def test_it_is_logged_soon_and_then_valid_online_and_offline(form):
    issued = issue()
    first = file_of(issued, form)
    assert verify_file(first, LATER).outcome is VerifyOutcome.LOGGED_SOON
    assert verify_file(first, OVERDUE).outcome is VerifyOutcome.NOT_LOGGED
    sequence_leaves(LATER)
    online = verify_file(first, OVERDUE)
    assert (online.outcome, online.code) == (VerifyOutcome.VALID, "verify.valid")
    assert online.certificate is not None
    assert online.certificate.holder_name == "欧***"
    assert online.as_of == OVERDUE
    whole = file_of(issued, form)  # drawn anew, with the proof
    assert whole != first
    assert file_of(issued, form) == whole
    trust, moment = offline(publish_bundle(LATER))
    assert offline_file(whole, trust, moment).outcome is Outcome.VALID
    assert offline_file(first, trust, moment).outcome is Outcome.LOGGED_SOON
    assert offline_file(first, trust, Moment(OVERDUE, TODAY)).outcome is Outcome.NOT_LOGGED


@forms
def test_what_was_altered_stopped_or_is_over_is_said(form):
    issued = issue()
    sequence_leaves(LATER)
    data = file_of(issued, form)
    other_letter = b"1" if issued.identifier.endswith("0") else b"0"
    altered = data.replace(
        issued.identifier.encode(), issued.identifier[:-1].encode() + other_letter, 1
    )
    assert altered != data
    assert verify_file(altered, LATER).outcome is VerifyOutcome.ALTERED
    assert verify_file(b"nonsense", LATER).outcome is VerifyOutcome.UNREADABLE
    assert verify_file(data, LATER, date(2030, 1, 1)).outcome is VerifyOutcome.EXPIRED
    assert verify_file(data, LATER, date(2020, 1, 1)).outcome is VerifyOutcome.NOT_YET_VALID
    before = publish_bundle(LATER)
    suspend(issued, TODAY)
    assert verify_file(data, LATER).outcome is VerifyOutcome.SUSPENDED
    trust, moment = offline(before)
    assert offline_file(data, trust, moment).outcome is Outcome.VALID  # as of then
    trust, moment = offline(publish_bundle(LATER))
    assert offline_file(data, trust, moment).outcome is Outcome.SUSPENDED


@forms
@pytest.mark.parametrize("stop", [suspend_seal, revoke_seal])
def test_a_file_sealed_after_its_seal_was_stopped_is_believed_nowhere(form, stop):
    issued = issue()
    data = file_of(issued, form)  # sealed at LATER
    stopped = {"actor": SYSTEM, "seal_id": certificate_seal().id, "article": ARTICLE}
    stop(**stopped, reason="遗失", now=NOW)
    trust, moment = offline(publish_bundle(LATER))
    for found in (offline_file(data, trust, moment), verify_file(data, LATER)):
        assert found.outcome.value == "unknown-issuer"
        assert found.code == "verify.seal_revoked"
    if stop is suspend_seal:
        restore_seal(**stopped, reason="找回", now=LATER)
        trust, moment = offline(publish_bundle(LATER))
        assert offline_file(data, trust, moment).outcome is Outcome.LOGGED_SOON


@forms
def test_what_was_sealed_before_its_seal_was_stopped_stays_good(form):
    data = file_of(issue(), form)
    suspend_seal(
        actor=SYSTEM, seal_id=certificate_seal().id, article=ARTICLE, reason="遗失",
        now=LATER + timedelta(seconds=1),
    )  # fmt: skip
    trust, _ = offline(publish_bundle(OVERDUE))
    assert len(trust.revocation_lists) == len(trust.roots)
    assert offline_file(data, trust, Moment(LATER, TODAY)).outcome is Outcome.LOGGED_SOON


def test_the_code_opens_online_and_proves_itself_offline():
    issued = issue()
    words = certificate_code(HOLDER, issued.id, URL + issued.verify_token, NOW)
    assert verify(words, LATER).outcome is VerifyOutcome.VALID
    assert verify(words, LATER).code == "verify.valid_code"
    assert verify(words.partition("#")[2], LATER).outcome is VerifyOutcome.VALID
    assert verify(words.partition("#")[0], LATER).outcome is VerifyOutcome.VALID
    other = issue(case_id="case_2")
    mixed = f"{URL}{other.verify_token}#{words.partition('#')[2]}"
    assert verify(mixed, LATER).outcome is VerifyOutcome.ALTERED
    assert verify(words[:-9] + "AAAAAAAAA", LATER).outcome is VerifyOutcome.ALTERED
    trust, moment = offline(publish_bundle(LATER))
    assert offline_code(words, trust, moment).outcome is Outcome.VALID
    suspend(issued, TODAY)
    assert verify(words, LATER).outcome is VerifyOutcome.REVOKED
    with pytest.raises(CertificateNotFound):
        certificate_code(STRANGER, issued.id, URL, NOW)


def test_looking_at_a_file_is_counted_for_its_holder_and_keeps_nothing():
    issued = issue()
    data = file_of(issued)
    leaves = len(leaves_about(SYSTEM, issued.id))
    verify_file(data, LATER)
    verify_file(b"nonsense", LATER)
    assert [count.times for count in checks_of(HOLDER, issued.id)] == [1]
    assert len(leaves_about(SYSTEM, issued.id)) == leaves


def test_the_leaf_of_the_issue_carries_the_record_and_nothing_personal():
    issued = issue()
    leaf = next(x for x in leaves_about(SYSTEM, issued.id) if x.kind == "certificates.issued")
    row = Certificate.objects.get(id=issued.id)
    assert leaf.facts["record"] == row.record_digest
    assert row.issue_leaf == leaf.leaf_id
    assert "欧阳" not in f"{leaf.facts}{row.promise}"


def test_whoever_is_forgotten_leaves_a_record_that_opens_for_nobody():
    issued = issue()
    sequence_leaves(LATER)
    forget_subject(actor=SYSTEM, subject_id=issued.holder_id, now=LATER)
    found = verify_file(file_of(issued), LATER)
    assert found.outcome is VerifyOutcome.UNREADABLE
    assert found.code == "verify.no_record"


def test_one_from_before_records_is_still_drawn_and_says_it_has_none():
    issued = issue()
    Certificate.objects.filter(id=issued.id).update(record_digest="", issue_leaf="", promise=None)
    assert verify_file(file_of(issued), LATER).code == "verify.no_record"
    bare = certificate_code(HOLDER, issued.id, URL + issued.verify_token, NOW)
    assert bare == URL + issued.verify_token
    assert verify(bare, LATER).outcome is VerifyOutcome.VALID


def test_the_number_of_the_bundle_grows_and_an_older_one_is_refused():
    assert published_bundle() is None
    issue()
    first = publish_bundle(NOW)
    assert publish_bundle(LATER, older_than_s=300) == first == published_bundle()
    second = publish_bundle(LATER)
    older, newer = read_bundle(first), read_bundle(second)
    assert (older[0].sequence, newer[0].sequence) == (1, 2)
    assert newer[0].issuers[AGENCY] == {"residence-permit"}
    with pytest.raises(BundleRefused):
        read_bundle(first, newer[1])
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, "trust-bundle")]
    assert kinds == ["certificates.bundle-published"] * 2


def test_many_issued_at_once_share_one_promise_and_each_holds():
    for number in range(5):
        issue(case_id=f"case_{number}")
    sequence_leaves(LATER)
    trust, moment = offline(publish_bundle(LATER))
    for row in Certificate.objects.order_by("id"):
        data = certificate_document(SYSTEM, row.id, DocumentForm.PDF, URL + row.verify_token)
        assert offline_file(data, trust, moment).outcome is Outcome.VALID
