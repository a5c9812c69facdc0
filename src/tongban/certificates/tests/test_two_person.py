"""A certificate of a sensitive type is sealed by two persons, and by nobody before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CertificateNotFound,
    CertificateStatus,
    DocumentForm,
    SealingState,
    certificate_document,
    certificates_to_seal,
    change_status,
    copy_document,
    make_copy,
    propose_sealing,
    sealing_state,
)
from tongban.certificates.refusals import CertificateNotInForce
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    SYSTEM,
    certificate_seal,
    issue,
    publish_type,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.ledger.api import leaves_about
from tongban.seals.api import (
    NeedsTwoPersons,
    Purpose,
    SamePerson,
    approve_use,
    decline_use,
    request_use,
    revoke_seal,
    seal_uses,
)
from tongban.seals.tests.factories import ARTICLE, a_keeper
from tongban_trust.documents import SealedDocument, open_document

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:8000/verify/abcdefghjkmnpqrs"
TYPE = Purpose("certificate-type", "residence-permit")
FIRST, SECOND = a_keeper("first"), a_keeper("second")


@pytest.fixture(autouse=True)
def _a_town(settings, tmp_path):
    if typefaces().missing("居住证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR, settings.DATA_DIR = tmp_path / "blobs", tmp_path
    a_calendar()
    publish(an_entry())
    publish_type()


def two_seal(code: str = "two"):
    return certificate_seal(code=code, two_person=(Purpose("certificate-type", "*"),))


def opened(data: bytes) -> None:
    assert isinstance(open_document(data), SealedDocument)


def state(certificate_id: str) -> SealingState | None:
    return sealing_state(HOLDER, certificate_id, NOW)


def sealed(certificate_id: str) -> None:
    asked = propose_sealing(actor=FIRST, certificate_id=certificate_id, now=NOW)
    approve_use(actor=SECOND, request_id=asked.id, now=NOW)


def test_one_proposes_another_confirms_and_then_its_files_are_sealed():
    seal, issued = two_seal(), issue()
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, issued.id, DocumentForm.OFD, URL)
    assert state(issued.id) is SealingState.UNASKED
    asked = propose_sealing(actor=FIRST, certificate_id=issued.id, now=NOW)
    assert propose_sealing(actor=FIRST, certificate_id=issued.id, now=NOW).id == asked.id
    assert state(issued.id) is SealingState.WAITING
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, issued.id, DocumentForm.OFD, URL)
    with pytest.raises(SamePerson):
        approve_use(actor=FIRST, request_id=asked.id, now=NOW)
    approve_use(actor=SECOND, request_id=asked.id, now=NOW)
    assert state(issued.id) is SealingState.SEALED
    for form in DocumentForm:
        opened(certificate_document(HOLDER, issued.id, form, URL))
    uses = seal_uses(SYSTEM, seal.id, NOW + timedelta(days=1)).items
    assert sorted(use.automatic for use in uses) == [False, True, True]
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, seal.id)]
    for kind in ("seals.use-requested", "seals.request-answered"):
        assert kinds.count(kind) == 1
    used = [leaf for leaf in leaves_about(SYSTEM, seal.id) if leaf.kind == "seals.used"]
    assert {leaf.facts["request"] for leaf in used} == {asked.id}


def test_an_annotated_copy_follows_from_its_certificate():
    two_seal()
    issued = issue()
    sealed(issued.id)
    copy = make_copy(
        actor=HOLDER, certificate_id=issued.id, purpose="租房", user="某中介",
        valid_until=date(2027, 1, 31), now=NOW,
    )  # fmt: skip
    opened(copy_document(HOLDER, copy.id, DocumentForm.PDF, URL))


def test_what_two_approved_for_one_certificate_seals_no_other():
    two_seal()
    one, other = issue(), issue(case_id="case_other")
    sealed(one.id)
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, other.id, DocumentForm.PDF, URL)


def test_an_approval_of_other_content_under_its_number_seals_nothing():
    seal, issued = two_seal(), issue()
    asked = request_use(
        actor=FIRST, seal_id=seal.id, content=b"something else", purpose=TYPE,
        document_id=issued.identifier, now=NOW,
    )  # fmt: skip
    approve_use(actor=SECOND, request_id=asked.id, now=NOW)
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL)


def test_what_was_declined_or_lapsed_may_be_proposed_again():
    two_seal()
    issued = issue()
    asked = propose_sealing(actor=FIRST, certificate_id=issued.id, now=NOW)
    decline_use(actor=SECOND, request_id=asked.id, reason="请核对", now=NOW)
    assert state(issued.id) is SealingState.UNASKED
    again = propose_sealing(actor=FIRST, certificate_id=issued.id, now=NOW)
    assert again.id != asked.id
    later = NOW + timedelta(days=400)
    assert sealing_state(HOLDER, issued.id, later) is SealingState.UNASKED


def test_an_approval_ends_with_its_seal():
    seal, issued = two_seal(), issue()
    sealed(issued.id)
    revoke_seal(actor=SYSTEM, seal_id=seal.id, article=ARTICLE, reason="更换", now=NOW)
    two_seal("new")
    assert state(issued.id) is SealingState.UNASKED
    with pytest.raises(NeedsTwoPersons):
        certificate_document(HOLDER, issued.id, DocumentForm.PDF, URL)


def test_the_list_is_for_keepers_and_pages_without_gap():
    two_seal()
    issued = [issue(case_id=f"case_{n}") for n in range(32)]
    sealed(issued[0].id)
    first = certificates_to_seal(FIRST, NOW)
    rest = certificates_to_seal(FIRST, NOW, cursor=first.next_cursor)
    assert len(first.items) == 30
    assert {line.id for line in (*first.items, *rest.items)} == {one.id for one in issued}
    states = {line.id: line.state for line in (*first.items, *rest.items)}
    assert [key for key, kept in states.items() if kept is SealingState.SEALED] == [issued[0].id]
    assert "*" in first.items[0].holder_masked
    for other in (HOLDER, a_keeper("elsewhere", agency="11990102000102621Q")):
        assert certificates_to_seal(other, NOW).items == ()
        with pytest.raises(CertificateNotFound):
            propose_sealing(actor=other, certificate_id=issued[0].id, now=NOW)


def test_a_type_that_takes_one_person_waits_for_nobody_and_an_ended_one_is_not_sealed():
    certificate_seal(code="plain")
    issued = issue()
    assert state(issued.id) is None
    assert certificates_to_seal(FIRST, NOW).items == ()
    change_status(
        actor=SYSTEM, certificate_id=issued.id, status=CertificateStatus.REVOKED,
        article=LAW, now=NOW,
    )  # fmt: skip
    with pytest.raises(CertificateNotInForce):
        propose_sealing(actor=FIRST, certificate_id=issued.id, now=NOW)
