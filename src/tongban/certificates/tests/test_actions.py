"""Issuing once, showing little, taking away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    CertificateNotFound,
    CertificateStatus,
    CertificateTypeNotFound,
    IssuerNotAllowed,
    NoSuccessor,
    StatusChangeNotPossible,
    VerifyOutcome,
    certificate,
    change_status,
    my_certificates,
    valid_certificate_of,
    verify,
)
from tongban.certificates.models import Certificate
from tongban.certificates.tests.factories import NOW, SYSTEM, issue, publish_type, type_file
from tongban.identity.tests.factories import payloads_about
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.codes import certificate_id
from tongban.ledger.api import forget_subject, leaves_about

pytestmark = pytest.mark.django_db
LAW = ArticleRef("xuke-fa", "70", "2019-04-23")
HOLDER = Actor(kind=ActorKind.PERSON, subject_id="person_1")
STRANGER = Actor(kind=ActorKind.PERSON, subject_id="person_2")


def officer(agency_code: str = AGENCY) -> Actor:
    post = Post("p-approve", agency_code, "any", "990102", frozenset({Duty.APPROVER}))
    return Actor(kind=ActorKind.OFFICER, account_id="account_1", posts=(post,))


@pytest.fixture(autouse=True)
def _an_issuer() -> None:
    a_calendar()
    publish(an_entry())
    publish_type()


class TestIssue:
    def test_a_certificate_has_a_valid_identifier_and_a_term(self):
        issued = issue()
        assert certificate_id.parse(issued.identifier).issuer_code == AGENCY
        assert (issued.valid_until - issued.valid_from).days == 364
        assert issued.status is CertificateStatus.VALID
        assert [field.name for field in issued.fields] == ["address", "purpose", "phone"]

    def test_a_refusal_leaves_the_callers_transaction_as_it_was(self):
        first = issue()
        with transaction.atomic():
            with pytest.raises(NoSuccessor):
                issue(holder_id="person_2", case_id="case_2", previous_id=first.id)
            other = issue(case_id="case_3")
        assert certificate(HOLDER, other.id).id == other.id

    def test_the_same_case_gives_the_same_certificate(self):
        assert issue().id == issue().id
        assert issue(case_id="case_2").id != issue().id
        numbers = {issue(case_id=f"case_{n}").number for n in range(10, 20)}
        assert len(numbers) == 10

    def test_issuing_leaves_evidence_and_tells_without_names(self):
        issued = issue()
        (leaf,) = leaves_about(SYSTEM, issued.id)
        assert leaf.kind == "certificates.issued"
        (payload,) = payloads_about(issued.id)
        assert payload["identifier"] == issued.identifier
        assert "欧阳" not in str(payload) + str(leaf.facts)

    @pytest.mark.parametrize("actor", [HOLDER, Actor.anonymous(), officer("11990102000102621Q")])
    def test_only_the_issuing_agency_and_the_platform_issue(self, actor: Actor):
        with pytest.raises(IssuerNotAllowed):
            issue(actor=actor)

    def test_a_body_of_another_line_issues_nothing(self):
        publish_type(type_file(issuer_line="public-security"))
        for actor in (SYSTEM, officer()):
            with pytest.raises(IssuerNotAllowed) as refused:
                issue(actor=actor)
            assert refused.value.code == "certificates.type_not_theirs"
            assert "居住证" in refused.value.message.zh
        assert not Certificate.objects.exists()

    def test_an_unknown_type_is_refused(self):
        with pytest.raises(CertificateTypeNotFound):
            issue(type_code="no-such-type")


class TestReading:
    def test_the_holder_sees_all_and_a_stranger_nothing(self):
        issued = issue()
        assert certificate(HOLDER, issued.id) == issued
        assert my_certificates(HOLDER) == (issued,)
        assert my_certificates(STRANGER) == ()
        assert my_certificates(Actor.anonymous()) == ()
        for actor in (STRANGER, Actor.anonymous(), officer("11990102000102621Q")):
            with pytest.raises(CertificateNotFound):
                certificate(actor, issued.id)

    def test_a_type_that_changed_leaves_old_certificates_as_they_were(self):
        issued = issue()
        publish_type(type_file(name={"zh-Hans": "新居住证", "en": "New permit"}))
        assert certificate(HOLDER, issued.id).type_name.zh == "居住证"
        assert issue(case_id="case_2").type_name.zh == "新居住证"

    def test_a_certificate_in_hand_satisfies_a_material_only_while_valid(self):
        issued = issue()
        assert valid_certificate_of("person_1", "residence-permit", NOW) == issued.id
        later = NOW + timedelta(days=400)
        assert valid_certificate_of("person_1", "residence-permit", later) is None
        assert valid_certificate_of("person_2", "residence-permit", NOW) is None


class TestVerify:
    def test_a_scan_shows_only_what_is_disclosed(self):
        issued = issue()
        verdict = verify(issued.verify_token, NOW)
        assert verdict.outcome is VerifyOutcome.VALID
        assert verdict.certificate.holder_name == "欧***"
        shown = {field.name: field.value for field in verdict.certificate.fields}
        assert shown == {"address": "实例********9号", "purpose": "就业"}
        assert verify(f" {issued.identifier.lower()} ", NOW) == verdict

    def test_expired_revoked_and_unknown_say_why(self):
        issued = issue()
        expired = verify(issued.verify_token, NOW + timedelta(days=400))
        assert expired.outcome is VerifyOutcome.EXPIRED
        change_status(
            actor=officer(),
            certificate_id=issued.id,
            status=CertificateStatus.REVOKED,
            article=LAW,
            now=NOW,
        )
        assert verify(issued.verify_token, NOW).outcome is VerifyOutcome.REVOKED
        mistyped = issued.identifier[:-1] + ("A" if issued.identifier[-1] != "A" else "B")
        for words in ("", "abc", "' or 1=1 --", mistyped):
            verdict = verify(words, NOW)
            assert verdict.outcome is VerifyOutcome.UNKNOWN
            assert verdict.certificate is None
            assert verdict.reasons[0].en

    def test_a_forgotten_holder_leaves_a_status_without_values(self):
        issued = issue()
        forget_subject(actor=SYSTEM, subject_id="person_1", now=NOW)
        verdict = verify(issued.verify_token, NOW)
        assert verdict.outcome is VerifyOutcome.VALID
        assert verdict.certificate.fields == ()


class TestStatus:
    def test_a_suspended_one_can_be_given_back_a_revoked_one_not(self):
        issued = issue()

        def to(status: CertificateStatus) -> None:
            change_status(
                actor=officer(), certificate_id=issued.id, status=status, article=LAW, now=NOW
            )

        to(CertificateStatus.SUSPENDED)
        to(CertificateStatus.VALID)
        to(CertificateStatus.REVOKED)
        with pytest.raises(StatusChangeNotPossible):
            to(CertificateStatus.VALID)
        assert len(leaves_about(SYSTEM, issued.id)) == 4

    def test_holders_and_other_agencies_change_nothing(self):
        issued = issue()
        for actor in (HOLDER, officer("11990102000102621Q")):
            with pytest.raises(IssuerNotAllowed):
                change_status(
                    actor=actor,
                    certificate_id=issued.id,
                    status=CertificateStatus.CANCELLED,
                    article=LAW,
                    now=NOW,
                )
        assert certificate(HOLDER, issued.id).status is CertificateStatus.VALID
