"""Certificates in place of materials: one's own or lent, each use told, each end flagged."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from tongban.cases.api import (
    MaterialsMissing,
    MaterialWay,
    case_alerts,
    withdraw_case,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    publish_family_item,
    submit,
)
from tongban.certificates.api import (
    Borrower,
    BorrowerKind,
    CertificateStatus,
    UseWay,
    attest_upload,
    change_status,
    lend_certificate,
    my_certificates,
    revoke_lending,
    uses_of,
)
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.files.api import store_upload
from tongban.identity.api import Identifier, IdentifierScheme, add_identifier
from tongban.identity.tests.factories import resident_number
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

pytestmark = pytest.mark.django_db
ARTICLE = ArticleRef.parse(LAW)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PLATFORM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_family_item(monkeypatch)


def a_holder() -> Actor:
    """A resident with a permit, by the instant way."""
    holder = a_resident()
    submit(holder)
    return holder


def lent_to(borrower: Actor, holder: Actor, **changes: object):
    number = resident_number()
    add_identifier(
        actor=PLATFORM, subject_id=borrower.subject_id, now=NOW,
        identifier=Identifier(IdentifierScheme.RESIDENT_ID, number),
    )  # fmt: skip
    (held,) = my_certificates(holder)
    given: dict = {
        "actor": holder,
        "certificate_id": held.id,
        "borrower": Borrower(BorrowerKind.PERSON, number, "欧阳示例"),
        "fields": ("holder", *(field.name for field in held.fields)),
        "purpose": "给孩子办事",
        "valid_until": NOW.date() + timedelta(days=9),
        "now": NOW,
    }
    return lend_certificate(**(given | changes))


def apply(actor: Actor):
    return submit(actor, COMMITTED, item_version=2)


def test_ones_own_certificate_does_and_its_use_names_case_body_and_article():
    holder = a_holder()
    view = apply(holder)
    (held,) = my_certificates(holder)
    assert [(m.way, m.reference) for m in view.materials] == [(MaterialWay.CERTIFICATE, held.id)]
    (use,) = uses_of(holder, held.id).items
    assert (use.way, use.case_id, use.article) == (UseWay.CASE, view.id, LAW)
    assert use.user == "明德区城市管理局"


def test_a_lent_certificate_does_until_it_is_taken_back():
    holder, borrower = a_holder(), a_resident()
    with pytest.raises(MaterialsMissing):
        apply(borrower)
    lent = lent_to(borrower, holder)
    view = apply(borrower)
    (held,) = my_certificates(holder)
    (use,) = uses_of(holder, held.id).items
    assert (use.case_id, use.share_id) == (view.id, lent.id)
    revoke_lending(actor=holder, lending_id=lent.id, now=NOW)
    with pytest.raises(MaterialsMissing):
        apply(borrower)
    assert len(uses_of(holder, held.id).items) == 1


def test_a_refused_application_is_no_use():
    holder = a_holder()
    (held,) = my_certificates(holder)
    with pytest.raises(MaterialsMissing):
        apply(a_resident())
    assert uses_of(holder, held.id).items == ()


def test_running_cases_are_flagged_when_the_certificate_ends_and_closed_ones_are_not():
    holder = a_holder()
    running, closed = apply(holder), apply(holder)
    do(withdraw_case, holder, closed)
    (held,) = my_certificates(holder)
    change_status(
        actor=an_officer(), certificate_id=held.id, status=CertificateStatus.SUSPENDED,
        article=ARTICLE, now=NOW,
    )  # fmt: skip
    drain(NOW)
    (alert,) = case_alerts(an_officer(), running.id)
    assert (alert.certificate_id, alert.status.zh) == (held.id, "暂扣")
    assert case_alerts(an_officer(), closed.id) == ()
    assert case_alerts(an_officer(agency_code="11990102000102621Q"), running.id) == ()
    assert case_alerts(a_resident(), running.id) == ()


def test_a_copy_a_clerk_has_checked_is_not_asked_for_again(settings, tmp_path):
    settings.BLOB_DIR = tmp_path
    publish_type(type_file(levels=["A", "B"]))
    me = a_resident()
    blob = store_upload(
        actor=me, filename="permit.pdf", stream=io.BytesIO(PDF), declared_type="application/pdf",
        purpose="case-material", now=NOW,
    )  # fmt: skip
    first = submit(me, COMMITTED, item_version=2, material_blobs={"family-permit": blob.id})
    assert first.materials[0].way is MaterialWay.UPLOAD
    with pytest.raises(MaterialsMissing):
        apply(me)
    attest_upload(
        actor=an_officer(), agency_code=first.agency_code, holder_id=me.subject_id,
        type_code="residence-permit", blob_id=blob.id, now=NOW,
    )  # fmt: skip
    (again,) = apply(me).materials
    assert (again.way, again.reference) == (MaterialWay.KEPT, blob.id)
