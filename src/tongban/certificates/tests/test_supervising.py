"""A type that another body supervises 监制: its files carry both seals; verifying names both."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    DocumentForm,
    VerifyOutcome,
    certificate,
    certificate_document,
    verify,
    verify_file,
)
from tongban.certificates.tests.factories import (
    HOLDER,
    NOW,
    SYSTEM,
    certificate_seal,
    issue,
    publish_type,
    type_file,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.text import Text
from tongban.seals.api import NoSealInForce, SealView, suspend_seal
from tongban.seals.tests.factories import ARTICLE
from tongban_trust.documents import open_document
from tongban_trust.verify import SUPERVISION, read_attached

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:8000/verify/abcdefghjkmnpqrs"
AUTHORITY = "119900000000018129"
NAME = "示例省财政厅"
forms = pytest.mark.parametrize("form", list(DocumentForm), ids=lambda form: form.value)


@pytest.fixture(autouse=True)
def supervising(settings, tmp_path) -> SealView:
    if typefaces().missing("居住证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR = tmp_path / "blobs"
    settings.DATA_DIR = tmp_path
    a_calendar()
    name = {"zh-Hans": NAME, "en": "Shili Department of Finance"}
    publish(an_entry(), an_entry(code=AUTHORITY, short="czt", name=name, line="finance", posts=[]))
    publish_type(type_file(supervised_by=AUTHORITY))
    certificate_seal()
    return certificate_seal(
        code="czt-supervising", owner_id=AUTHORITY,
        name=Text.of("示例省财政厅财政票据监制章", "Supervising seal"),
    )  # fmt: skip


@forms
def test_its_file_carries_both_seals_and_both_are_named(form):
    issued = issue(now=timezone.now())
    data = certificate_document(HOLDER, issued.id, form, URL)
    document = open_document(data)
    assert SUPERVISION in document.attachments
    assert read_attached(document.attachments).record.supervisor == AUTHORITY
    verdict = verify_file(data, timezone.now())
    assert verdict.outcome in (VerifyOutcome.VALID, VerifyOutcome.LOGGED_SOON)
    assert "verify.supervised" in [check.code for check in verdict.checks]
    assert verdict.certificate.supervisor_name.zh == NAME
    assert verify(issued.identifier, timezone.now()).certificate.supervisor_name.zh == NAME
    assert certificate(HOLDER, issued.id).supervisor_name.zh == NAME


def test_while_the_supervising_seal_is_stopped_no_file_is_made(supervising):
    issued = issue()
    suspend_seal(actor=SYSTEM, seal_id=supervising.id, article=ARTICLE, reason="换章", now=NOW)
    with pytest.raises(NoSealInForce):
        certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL)


def test_one_issued_before_supervision_stays_as_it_was():
    publish_type(type_file())
    before = issue()
    publish_type(type_file(supervised_by=AUTHORITY))
    document = open_document(certificate_document(HOLDER, before.id, DocumentForm.OFD, URL))
    assert SUPERVISION not in document.attachments
    assert certificate(HOLDER, before.id).supervisor_name is None
    assert certificate(HOLDER, issue(case_id="case_2").id).supervisor_name is not None
