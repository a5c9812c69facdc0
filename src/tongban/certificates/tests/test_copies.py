"""Annotated copies and presentations: good for whom they were made, and for nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    CertificateStatus,
    PresentationOver,
    ShareState,
    SharingDetailsNotRight,
    UseWay,
    VerifyOutcome,
    change_status,
    checks_of,
    copies_of,
    make_copy,
    open_presentation,
    show_fields,
    uses_of,
    verify,
    withdraw_copy,
    withdraw_presentation,
)
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    TODAY,
    issue,
    officer,
    publish_type,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_issuer() -> None:
    a_calendar()
    publish(an_entry())
    publish_type()


class TestCopies:
    def copy(self, certificate_id: str, **changes: object):
        given: dict = {
            "actor": HOLDER, "certificate_id": certificate_id, "purpose": "租房登记",
            "user": "示例公寓", "valid_until": TODAY + timedelta(days=7), "now": NOW,
        }  # fmt: skip
        return make_copy(**(given | changes))

    def test_a_copy_says_for_whom_and_for_what(self):
        issued = issue()
        made = self.copy(issued.id)
        verdict = verify(made.verify_token, NOW)
        assert verdict.outcome is VerifyOutcome.VALID
        assert (verdict.annotated_copy.user, verdict.annotated_copy.purpose) == (
            "示例公寓",
            "租房登记",
        )
        assert (
            verdict.annotated_copy.watermark.zh
            == "仅供示例公寓用于租房登记，有效期至2026-11-30，再次复制无效"
        )
        assert verify(made.number, NOW).annotated_copy == verdict.annotated_copy
        assert verdict.certificate.holder_name == "欧***"
        assert self.copy(issued.id).number != made.number
        assert uses_of(HOLDER, issued.id).items[-1].way is UseWay.COPY

    def test_over_withdrawn_and_ended_below_it(self):
        issued = issue()
        made = self.copy(issued.id)
        later = NOW + timedelta(days=8)
        assert verify(made.verify_token, later).outcome is VerifyOutcome.EXPIRED
        withdraw_copy(actor=HOLDER, copy_id=made.id, now=NOW)
        assert verify(made.verify_token, NOW).outcome is VerifyOutcome.REVOKED
        assert verify(issued.verify_token, NOW).outcome is VerifyOutcome.VALID
        other = self.copy(issued.id)
        change_status(
            actor=officer(), certificate_id=issued.id, status=CertificateStatus.REVOKED,
            article=LAW, now=NOW,
        )  # fmt: skip
        assert verify(other.verify_token, NOW).outcome is VerifyOutcome.REVOKED
        assert [c.state for c in copies_of(HOLDER, issued.id, NOW)].count(ShareState.ENDED) == 1

    def test_checks_are_counted_and_nobody_named(self):
        issued = issue()
        made = self.copy(issued.id)
        for token in (issued.verify_token, issued.identifier, made.verify_token, "nonsense"):
            verify(token, NOW)
        counts = {(c.copy_number, c.times) for c in checks_of(HOLDER, issued.id)}
        assert counts == {("", 2), (made.number, 1)}

    def test_all_faults_of_a_copy_at_once(self):
        with pytest.raises(SharingDetailsNotRight) as refused, transaction.atomic():
            self.copy(issue().id, purpose="", user="长" * 201, valid_until=date(2026, 1, 1))
        assert len(refused.value.problems) == 3


class TestPresentations:
    def show(self, certificate_id: str, **changes: object):
        given: dict = {
            "actor": HOLDER, "certificate_id": certificate_id, "fields": ("purpose",),
            "audience": "示例酒店前台", "now": NOW,
        }  # fmt: skip
        return show_fields(**(given | changes))

    def look(self, token: str, viewer: str = "browser-a", now=NOW):
        return open_presentation(actor=Actor.anonymous(), token=token, viewer=viewer, now=now)

    def test_the_audience_sees_the_chosen_fields_only(self):
        issued = issue()
        shown = self.show(issued.id)
        seen = self.look(shown.token)
        assert [(label.zh, value) for label, value in seen.fields] == [("签注事由", "就业")]
        assert seen.holder_name == ""
        self.look(shown.token)
        (told,) = uses_of(HOLDER, issued.id).items
        assert (told.way, told.user) == (UseWay.SHOWN, "示例酒店前台")

    def test_a_copied_link_and_a_late_one_show_nothing(self):
        issued = issue()
        shown = self.show(issued.id)
        self.look(shown.token)
        with pytest.raises(PresentationOver), transaction.atomic():
            self.look(shown.token, viewer="browser-b")
        with pytest.raises(PresentationOver), transaction.atomic():
            self.look(shown.token, now=NOW + timedelta(minutes=5))
        other = self.show(issued.id)
        withdraw_presentation(actor=HOLDER, presentation_id=other.id, now=NOW)
        with pytest.raises(PresentationOver), transaction.atomic():
            self.look(other.token)
        assert len(uses_of(HOLDER, issued.id).items) == 1
