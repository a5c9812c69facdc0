"""Lending, copies, presentations, uses: nobody gets more than was given, each use is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    Borrower,
    BorrowerKind,
    CertificateNotFound,
    CertificateNotInForce,
    CertificateStatus,
    LendingNotFound,
    LendingNotInForce,
    OnwardLendingRefused,
    ShareState,
    SharingDetailsNotRight,
    UseNeedsReason,
    UseWay,
    cases_relying_on,
    certificate,
    change_status,
    lend_certificate,
    lendings_given,
    lendings_received,
    lent_certificate_of,
    make_copy,
    open_certificate,
    read_lent,
    revoke_lending,
    show_fields,
    use_certificate,
    uses_of,
)
from tongban.certificates.domain.sharing import field_faults, term_faults
from tongban.certificates.models import CertificateUse
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    STRANGER,
    SYSTEM,
    TODAY,
    issue,
    officer,
    publish_type,
)
from tongban.identity.api import Identifier, IdentifierScheme, Sex, register_person
from tongban.identity.tests.factories import payloads_about
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import resident_id
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
NUMBER = str(resident_id.make("990102", date(1990, 1, 1), 7))


@pytest.fixture(autouse=True)
def _an_issuer() -> None:
    a_calendar()
    publish(an_entry())
    publish_type()


@pytest.fixture
def spouse() -> Actor:
    known = register_person(
        actor=SYSTEM, name="司马配偶", region="990102", assurance=Assurance.L4, now=NOW,
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, NUMBER),),
        birth_date=date(1990, 1, 1), sex=Sex.MALE,
    )  # fmt: skip
    return Actor(kind=ActorKind.PERSON, subject_id=known.id)


def lend(certificate_id: str, **changes: object):
    given: dict = {
        "actor": HOLDER,
        "certificate_id": certificate_id,
        "borrower": Borrower(BorrowerKind.PERSON, NUMBER, "司马配偶"),
        "fields": ("holder", "address"),
        "purpose": "给孩子办出生登记",
        "valid_until": TODAY + timedelta(days=30),
        "now": NOW,
    }
    return lend_certificate(**(given | changes))


def use(actor: Actor, certificate_id: str, lending_id: str | None, **changes: object) -> str:
    given: dict = {
        "actor": actor, "certificate_id": certificate_id, "agency_code": AGENCY,
        "case_id": "case_9", "article": LAW, "purpose": "出生一件事", "now": NOW,
        "lending_id": lending_id,
    }  # fmt: skip
    return use_certificate(**(given | changes))


class TestLending:
    def test_the_borrower_sees_the_fields_lent_and_the_lender_sees_the_use(self, spouse: Actor):
        issued = issue()
        lent = lend(issued.id)
        assert lent_certificate_of(spouse, issued.type_code, NOW) is None  # two fields of four
        whole = lend(issued.id, fields=("holder", "address", "purpose", "phone"))
        assert lent_certificate_of(spouse, issued.type_code, NOW) == (
            issued.id, whole.id,
        )  # fmt: skip
        seen = read_lent(actor=spouse, lending_id=lent.id, now=NOW)
        assert [field.name for field in seen.fields] == ["address"]
        assert seen.holder_name == "欧阳示例"
        (told,) = uses_of(HOLDER, issued.id).items
        assert (told.way, told.user, told.purpose) == (
            UseWay.LENT, "司马配偶", "给孩子办出生登记",
        )  # fmt: skip
        assert [label.zh for label in told.fields] == ["持证主体", "居住地址"]
        assert [row["use"] for row in payloads_about(issued.id) if "use" in row] == [told.id]
        evidence = str(payloads_about(issued.id)) + str(leaves_about(SYSTEM, issued.id))
        assert "司马" not in evidence
        assert "孩子" not in evidence

    def test_a_name_not_lent_stays_hidden(self, spouse: Actor):
        lent = lend(issue().id, fields=("purpose",))
        seen = read_lent(actor=spouse, lending_id=lent.id, now=NOW)
        assert (seen.holder_name, [f.name for f in seen.fields]) == ("", ["purpose"])

    def test_revoked_means_at_once(self, spouse: Actor):
        issued = issue()
        lent = lend(issued.id)
        use(spouse, issued.id, lent.id)
        assert revoke_lending(actor=HOLDER, lending_id=lent.id, now=NOW).state is ShareState.ENDED
        assert lent_certificate_of(spouse, issued.type_code, NOW) is None
        for act in (
            lambda: use(spouse, issued.id, lent.id),
            lambda: read_lent(actor=spouse, lending_id=lent.id, now=NOW),
        ):
            with pytest.raises(LendingNotInForce), transaction.atomic():
                act()
        assert len(uses_of(HOLDER, issued.id).items) == 1
        again = revoke_lending(actor=HOLDER, lending_id=lent.id, now=NOW)
        assert again.state is ShareState.ENDED

    def test_a_parent_uses_it_for_the_child_and_an_employee_not_for_the_firm(self, spouse: Actor):
        issued = issue()
        lent = lend(issued.id)
        for_child = replace(spouse, on_behalf_of="child_1", mandate_id="mandate_1")
        use(for_child, issued.id, lent.id)
        for_firm = replace(for_child, kind=ActorKind.FIRM_AGENT, on_behalf_of="firm_1")
        with pytest.raises(LendingNotFound), transaction.atomic():
            use(for_firm, issued.id, lent.id)

    @pytest.mark.parametrize("days", [-1, 31])
    def test_outside_its_term_it_opens_nothing(self, spouse: Actor, days: int):
        issued = issue()
        start = TODAY + timedelta(days=1) if days < 0 else TODAY
        lent = lend(issued.id, valid_from=start)
        moment = NOW + timedelta(days=max(days, 0))
        with pytest.raises(LendingNotInForce), transaction.atomic():
            read_lent(actor=spouse, lending_id=lent.id, now=moment)

    def test_only_the_borrower_uses_it_and_only_both_see_it(self, spouse: Actor):
        issued = issue()
        lent = lend(issued.id)
        for actor in (STRANGER, Actor.anonymous(), officer()):
            with pytest.raises(LendingNotFound), transaction.atomic():
                read_lent(actor=actor, lending_id=lent.id, now=NOW)
            with pytest.raises(LendingNotFound), transaction.atomic():
                use(actor, issued.id, lent.id)
            with pytest.raises(LendingNotFound), transaction.atomic():
                revoke_lending(actor=actor, lending_id=lent.id, now=NOW)
        with pytest.raises(CertificateNotFound), transaction.atomic():
            use(STRANGER, issued.id, None)
        assert [one.id for one in lendings_given(HOLDER, NOW)] == [lent.id]
        assert [one.id for one in lendings_received(spouse, NOW)] == [lent.id]
        assert lendings_given(STRANGER, NOW) == lendings_received(STRANGER, NOW) == ()

    def test_what_was_borrowed_is_not_lent_on(self, spouse: Actor):
        issued = issue()
        lend(issued.id)
        until = TODAY + timedelta(days=3)
        acts = (
            lambda: lend(issued.id, actor=spouse, borrower=Borrower(BorrowerKind.AGENCY, AGENCY)),
            lambda: make_copy(
                actor=spouse, certificate_id=issued.id, purpose="租房", user="房东",
                valid_until=until, now=NOW,
            ),
            lambda: show_fields(
                actor=spouse, certificate_id=issued.id, fields=("address",), audience="房东",
                now=NOW,
            ),
        )  # fmt: skip
        for act in acts:
            with pytest.raises(OnwardLendingRefused), transaction.atomic():
                act()
        for act in (lambda: lend(issued.id, actor=STRANGER),):
            with pytest.raises(CertificateNotFound), transaction.atomic():
                act()

    def test_nobody_lends_more_than_there_is_and_all_faults_are_told(self, spouse: Actor):
        issued = issue()
        with pytest.raises(SharingDetailsNotRight) as refused, transaction.atomic():
            lend(
                issued.id, fields=("address", "salary"), purpose=" ",
                valid_until=issued.valid_until + timedelta(days=1),
                borrower=Borrower(BorrowerKind.PERSON, NUMBER, "别人"),
            )  # fmt: skip
        assert {p.code for p in refused.value.problems} == {
            "certificates.field_not_held", "certificates.word_missing",
            "certificates.term_too_long", "certificates.borrower_not_found",
        }  # fmt: skip
        with pytest.raises(SharingDetailsNotRight), transaction.atomic():
            lend(issued.id, fields=())
        assert lendings_given(HOLDER, NOW) == ()

    def test_a_certificate_that_ended_is_used_by_nobody(self, spouse: Actor):
        issued = issue()
        lent = lend(issued.id)
        change_status(
            actor=officer(), certificate_id=issued.id, status=CertificateStatus.SUSPENDED,
            article=LAW, now=NOW,
        )  # fmt: skip
        for act in (
            lambda: use(spouse, issued.id, lent.id),
            lambda: use(HOLDER, issued.id, None),
            lambda: lend(issued.id),
        ):
            with pytest.raises(CertificateNotInForce), transaction.atomic():
                act()
        assert lent_certificate_of(spouse, issued.type_code, NOW) is None

    def test_an_agency_reads_what_was_lent_to_it(self):
        issued = issue()
        lent = lend(issued.id, borrower=Borrower(BorrowerKind.AGENCY, AGENCY))
        read_lent(actor=officer(), lending_id=lent.id, now=NOW)
        assert uses_of(HOLDER, issued.id).items[0].user == "明德区城市管理局"


class TestUses:
    def test_a_case_that_relied_on_it_is_known(self):
        issued = issue()
        use(HOLDER, issued.id, None)
        use(HOLDER, issued.id, None, case_id="case_8")
        assert cases_relying_on(issued.id) == ("case_8", "case_9")
        (_, first) = uses_of(HOLDER, issued.id).items
        assert (first.case_id, first.article, first.way) == ("case_9", str(LAW), UseWay.CASE)
        assert len(first.fields) == 4

    def test_an_officer_says_why_and_the_holder_reads_it(self):
        issued = issue()
        with pytest.raises(UseNeedsReason):
            open_certificate(
                actor=officer(), certificate_id=issued.id, case_id=None, purpose=" ", now=NOW
            )
        opened = open_certificate(
            actor=officer(), certificate_id=issued.id, case_id=None, purpose="年检", now=NOW
        )
        assert opened.fields
        assert uses_of(HOLDER, issued.id).items[0].purpose == "年检"
        with pytest.raises(CertificateNotFound):
            certificate(officer(), issued.id)

    def test_uses_are_for_the_holder_and_for_good(self):
        issued = issue()
        use(HOLDER, issued.id, None)
        for actor in (STRANGER, officer(), Actor.anonymous()):
            with pytest.raises(CertificateNotFound):
                uses_of(actor, issued.id)
        with pytest.raises(DatabaseError), transaction.atomic():
            CertificateUse.objects.filter(certificate_id=issued.id).delete()

    def test_pages_join_without_a_gap(self):
        issued = issue()
        made = [use(HOLDER, issued.id, None, case_id=f"case_{n}") for n in range(60)]
        first = uses_of(HOLDER, issued.id)
        rest = uses_of(HOLDER, issued.id, first.next_cursor)
        assert sorted(u.id for u in (*first.items, *rest.items)) == sorted(made)
        assert rest.next_cursor is None


@given(
    st.lists(st.sampled_from("abcdxyz"), max_size=6),
    st.integers(-400, 400),
    st.integers(-400, 800),
    st.none() | st.integers(-10, 700),
)
def test_no_lending_without_fault_exceeds_what_is_held(fields, start, length, last):
    """Whatever is asked for: what passes the checks is within the fields, the term and a year."""
    last_day = None if last is None else TODAY + timedelta(days=last)
    first = TODAY + timedelta(days=start)
    until = first + timedelta(days=length)
    if [*field_faults(fields, "abcd"), *term_faults(first, until, TODAY, last_day)]:
        return
    assert fields
    assert set(fields) <= set("abcd")
    assert TODAY <= first <= until
    assert (until - first).days <= 366
    assert last_day is None or until <= last_day
