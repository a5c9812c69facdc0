"""The status on any day, the steps that may follow each other, and the chain of renewals."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    CertificateNotFound,
    CertificateStatus,
    NoSuccessor,
    Operation,
    StatusChangeNotPossible,
    StatusDayNotPossible,
    VerifyOutcome,
    certificate,
    change_status,
    status_at,
    status_history,
    transfer_in,
    verify,
)
from tongban.certificates.domain.status import (
    STATUS_LABELS,
    StatusEntry,
    earliest_effect,
    expired_or,
    may_follow,
    status_after,
    status_on,
)
from tongban.certificates.models import StatusChange
from tongban.certificates.tests.factories import NOW, SYSTEM, issue, publish_type, type_file
from tongban.certificates.views import OPERATION_DIGITS
from tongban.identity.tests.factories import payloads_about
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.codes import uscc
from tongban.ledger.api import leaves_about

LAW = ArticleRef("xuke-fa", "70", "2019-04-23")
FIRST = date(2026, 1, 1)
TODAY = date(2026, 11, 23)
OTHER = uscc.make("1", "1", "990102", "00010262")
HOLDER = Actor(kind=ActorKind.PERSON, subject_id="person_1")


def entry(operation: Operation, day: date) -> StatusEntry:
    return StatusEntry(status_after(operation), operation, day, NOW, str(LAW), "", "x", "")


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[StatusEntry], date | None]:
    """Lawful histories: each step may follow the last, each day is one the law allows."""
    last_day = draw(st.none() | st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n)))
    entries: list[StatusEntry] = []
    status = CertificateStatus.VALID
    for _ in range(draw(st.integers(0, 6))):
        able = sorted((o for o in Operation if may_follow(o, status)), key=lambda o: o.value)
        if not able:
            break
        operation = draw(st.sampled_from(able))
        first = earliest_effect(operation, FIRST, entries)
        entries.append(entry(operation, first + timedelta(days=draw(st.integers(0, 40)))))
        status = entries[-1].status
    return entries, last_day


@given(lives(), st.integers(-3, 400))
def test_status_on_a_day_is_what_painting_the_days_gives(life, after: int):
    entries, last_day = life
    painted = {FIRST + timedelta(days=n): CertificateStatus.VALID for n in range(401)}
    for each in entries:
        for day in painted:
            if day >= each.effective_date:
                painted[day] = each.status
    day = FIRST + timedelta(days=after)
    expected = painted.get(day)
    living = (CertificateStatus.VALID, CertificateStatus.SUSPENDED, CertificateStatus.OTHER)
    if expected in living and last_day is not None and day > last_day:
        expected = CertificateStatus.LAPSED
    assert status_on(FIRST, last_day, entries, day) is expected


@given(lives())
def test_nothing_that_ended_becomes_valid_again(life):
    entries, _ = life
    ended = {
        CertificateStatus.CANCELLED, CertificateStatus.TRANSFERRED, CertificateStatus.REVOKED,
        CertificateStatus.RESCINDED, CertificateStatus.LAPSED,
    }  # fmt: skip
    statuses = [each.status for each in entries]
    for before, after in itertools.pairwise(statuses):
        assert not (before in ended and after not in ended)
    assert CertificateStatus.CANCELLED not in statuses[:-1]


@given(lives())
def test_a_rescission_reaches_back_over_what_was_recorded_before(life):
    entries, _ = life
    if entries and may_follow(Operation.RESCIND, entries[-1].status):
        later = [*entries, entry(Operation.RESCIND, FIRST)]
        for n in (0, 10, 300):
            day = FIRST + timedelta(days=n)
            assert status_on(FIRST, None, later, day) is CertificateStatus.RESCINDED


def test_every_operation_has_digits_and_every_status_words():
    assert set(OPERATION_DIGITS["zzk"]) == set(Operation)
    assert set(STATUS_LABELS) == set(CertificateStatus)
    assert expired_or(CertificateStatus.REVOKED, FIRST, TODAY) is CertificateStatus.REVOKED


def officer(agency_code: str = AGENCY) -> Actor:
    post = Post("p-approve", agency_code, "any", "990102", frozenset({Duty.APPROVER}))
    return Actor(kind=ActorKind.OFFICER, account_id="account_1", posts=(post,))


@pytest.fixture
def issuers(db: None) -> None:
    a_calendar()
    publish(an_entry(), an_entry(code=OTHER, short="other-990102", posts=[]))
    publish_type(type_file(one_per_holder=True))


def to(certificate_id: str, status: CertificateStatus, **more: object) -> None:
    given: dict = {
        "actor": officer(), "certificate_id": certificate_id, "status": status, "article": LAW,
        "now": NOW,
    }  # fmt: skip
    change_status(**(given | more))


@pytest.mark.usefixtures("issuers")
class TestHistory:
    def test_each_change_is_kept_with_its_reason_and_article(self):
        issued = issue()
        to(issued.id, CertificateStatus.SUSPENDED, reason="欧阳示例欠缴", now=NOW)
        later = NOW + timedelta(days=30)
        to(issued.id, CertificateStatus.VALID, now=later)
        history = status_history(HOLDER, issued.id)
        assert [e.operation for e in history] == [Operation.SUSPEND, Operation.GIVE_BACK]
        assert history[0].reason == "欧阳示例欠缴"
        assert history[0].article == str(LAW)
        days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30)]
        found = [status_at(HOLDER, issued.id, day) for day in days]
        assert found == [None, CertificateStatus.SUSPENDED, CertificateStatus.VALID]
        told = str(payloads_about(issued.id)) + str(leaves_about(SYSTEM, issued.id))
        assert "欧阳" not in told

    def test_only_a_rescission_reaches_back(self):
        issued = issue()
        later = NOW + timedelta(days=20)
        to(issued.id, CertificateStatus.SUSPENDED, now=later)
        with pytest.raises(StatusDayNotPossible):
            to(issued.id, CertificateStatus.REVOKED, now=later, effective_date=TODAY)
        with pytest.raises(StatusDayNotPossible):
            to(issued.id, CertificateStatus.RESCINDED, effective_date=TODAY - timedelta(days=1))
        to(issued.id, CertificateStatus.RESCINDED, now=later, effective_date=TODAY)
        assert status_at(HOLDER, issued.id, TODAY) is CertificateStatus.RESCINDED

    def test_expiry_needs_no_entry_and_can_be_struck_off(self):
        issued = issue()
        after = TODAY + timedelta(days=400)
        assert status_at(HOLDER, issued.id, after) is CertificateStatus.LAPSED
        assert status_history(HOLDER, issued.id) == ()
        with pytest.raises(StatusChangeNotPossible):
            to(issued.id, CertificateStatus.VALID, now=NOW + timedelta(days=400))
        to(issued.id, CertificateStatus.CANCELLED, now=NOW + timedelta(days=400))
        assert status_at(HOLDER, issued.id, TODAY) is CertificateStatus.VALID

    def test_a_stranger_is_told_the_status_of_another_day(self):
        issued = issue()
        later = NOW + timedelta(days=5)
        to(issued.id, CertificateStatus.REVOKED, now=later)
        token = issued.verify_token
        assert verify(token, later).outcome is VerifyOutcome.REVOKED
        assert verify(token, later, on=TODAY).outcome is VerifyOutcome.VALID
        early = verify(token, later, on=TODAY - timedelta(days=1))
        assert (early.outcome, early.certificate) == (VerifyOutcome.UNKNOWN, None)


@pytest.mark.usefixtures("issuers")
class TestChain:
    def test_a_renewal_ends_the_old_one_that_day_and_counts_on_from_it(self):
        old = issue()
        later = NOW + timedelta(days=300)
        new = issue(case_id="case_2", now=later)
        assert new.operation is Operation.RENEW
        assert new.previous_identifier == old.identifier
        assert certificate(HOLDER, old.id).next_identifier == new.identifier
        assert new.valid_until > old.valid_until + timedelta(days=360)
        day = new.valid_from
        assert status_at(HOLDER, old.id, day) is CertificateStatus.LAPSED
        assert status_at(HOLDER, old.id, day - timedelta(days=1)) is CertificateStatus.VALID
        assert "接替" in verify(old.verify_token, later).reasons[0].zh
        assert verify(new.verify_token, later).outcome is VerifyOutcome.VALID

    def test_a_chain_never_forks(self):
        old = issue()
        issue(case_id="case_2")
        with pytest.raises(NoSuccessor), transaction.atomic():
            issue(case_id="case_3", previous_id=old.id)
        with pytest.raises(NoSuccessor), transaction.atomic():
            issue(holder_id="person_2", case_id="case_4", previous_id=old.id)

    def test_a_change_keeps_the_term(self):
        old = issue()
        later = NOW + timedelta(days=100)
        new = issue(
            case_id="case_2", now=later, previous_id=old.id, operation=Operation.CHANGE,
            fields={"address": "新址"},
        )  # fmt: skip
        assert new.valid_until == old.valid_until
        assert new.operation is Operation.CHANGE

    def test_a_suspended_one_is_not_renewed(self):
        old = issue()
        to(old.id, CertificateStatus.SUSPENDED)
        with pytest.raises(StatusChangeNotPossible), transaction.atomic():
            issue(case_id="case_2", previous_id=old.id)

    def test_a_transfer_moves_it_to_the_body_it_was_sent_to(self):
        old = issue()
        to(old.id, CertificateStatus.TRANSFERRED, related=OTHER)
        with pytest.raises(CertificateNotFound), transaction.atomic():
            transfer_in(actor=officer(), certificate_id=old.id, agency_code=AGENCY, now=NOW)
        with pytest.raises(CertificateNotFound), transaction.atomic():
            transfer_in(actor=officer(), certificate_id=old.id, agency_code=OTHER, now=NOW)
        new = transfer_in(actor=officer(OTHER), certificate_id=old.id, agency_code=OTHER, now=NOW)
        assert (new.issuer_code, new.operation) == (OTHER, Operation.TRANSFER_IN)
        assert (new.valid_until, new.fields) == (old.valid_until, old.fields)
        assert certificate(HOLDER, old.id).status is CertificateStatus.TRANSFERRED
        with pytest.raises(NoSuccessor), transaction.atomic():
            transfer_in(actor=officer(OTHER), certificate_id=old.id, agency_code=OTHER, now=NOW)


@pytest.mark.usefixtures("issuers")
def test_what_was_recorded_stays_as_it_was():
    issued = issue()
    to(issued.id, CertificateStatus.SUSPENDED)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusChange.objects.filter(certificate_id=issued.id).update(article="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusChange.objects.filter(certificate_id=issued.id).delete()
