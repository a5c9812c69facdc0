"""Each term of the Licensing Law, against its article."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from tests.shared_data import shared_data

from tongban.cases.domain import terms
from tongban.cases.domain.clocks import TELL_DEFECTS
from tongban.cases.domain.events import (
    Accepted,
    Approved,
    CertificateIssued,
    CorrectionRequested,
    CorrectionSupplied,
    Event,
    SpecialProcedureStarted,
    Submitted,
    TermExtended,
    Withdrawn,
)
from tongban.cases.domain.state import state
from tongban.cases.domain.status import IllegalStep
from tongban.cases.domain.terms import TERMS, Handling, Hearing, HearingFault, hearing_faults
from tongban.cases.tests.fingers import FIRST_DAYS, LAW, MADE, ONE, Fingers, at, days
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar


class TestTheStatute:
    """Each term against the words of the article."""

    def test_32_all_defects_are_told_within_five_days(self):
        assert days(5) == TELL_DEFECTS

    def test_42_twenty_and_ten_by_the_agency_head_forty_five_and_fifteen_by_the_government(self):
        alone, joint = TERMS[Handling.ALONE], TERMS[Handling.JOINT]
        assert (alone.decide, alone.extension) == (days(20), days(10))
        assert alone.approver is terms.Approver.AGENCY_HEAD
        assert (joint.decide, joint.extension) == (days(45), days(15))
        assert joint.approver is terms.Approver.GOVERNMENT_HEAD

    def test_43_a_lower_agency_reviews_in_twenty(self):
        assert TERMS[Handling.LOWER_REVIEW].decide == days(20)
        assert TERMS[Handling.LOWER_REVIEW].extension is None

    def test_the_terms_stand_in_the_text_of_the_law(self):
        text = shared_data("laws/行政许可法(2019-04-23).md").read_text("utf-8")
        for words in (
            "应当当场或者在五日内一次告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理",
            "二十日内不能作出决定的，经本行政机关负责人批准，可以延长十日",
            "办理的时间不得超过四十五日；四十五日内不能办结的，经本级人民政府负责人批准，可以延长十五日",
            "二十日内审查完毕",
            "自作出决定之日起十日内向申请人颁发、送达行政许可证件",
            "被告知听证权利之日起五日内提出听证申请的，行政机关应当在二十日内组织听证",
            "举行听证的七日前",
            "逾期未作决定的，视为准予延续",
            "有效期届满三十日前",
            "以工作日计算，不含法定节假日",
        ):
            assert words in text

    test_the_terms_stand_in_the_text_of_the_law = pytest.mark.shared_data(
        test_the_terms_stand_in_the_text_of_the_law
    )


MONDAY = date(2026, 11, 23)
PLAIN = Calendar("Asia/Shanghai", known_years=frozenset({2026, 2027}))


def begun(**given: object) -> list[Event]:
    facts = {"promise": days(5), "statutory": days(20)} | given
    return [Submitted(at=at(MONDAY), by="applicant", **facts)]  # type: ignore[arg-type]


class TestSecondNotice:
    told = CorrectionRequested(at=at(MONDAY + ONE), by="a", targets=("photo",))
    back = CorrectionSupplied(at=at(MONDAY + 2 * ONE), by="applicant", targets=("photo",))

    def test_a_defect_that_was_visible_cannot_be_told_later_without_a_superior(self):
        later = CorrectionRequested(at=at(MONDAY + 3 * ONE), by="a", targets=("plan",))
        with pytest.raises(IllegalStep):
            state([*begun(), self.told, self.back, later], at(MONDAY + 4 * ONE), PLAIN)

    def test_with_one_it_is_a_breach_and_acceptance_counts_from_the_first_receipt(self):
        later = CorrectionRequested(at=at(MONDAY + 3 * ONE), by="a", targets=("plan",), breach=True)
        again = CorrectionSupplied(at=at(MONDAY + 7 * ONE), by="applicant", targets=("plan",))
        events = [*begun(), self.told, self.back, later, again]
        accepted = [*events, Accepted(at=at(MONDAY + 8 * ONE), by="a")]
        status = state(accepted, at(MONDAY + 8 * ONE), PLAIN)
        assert status.breached
        assert status.accepted_at == at(MONDAY)
        assert status.light is Light.RED
        silent = state(events, at(MONDAY + 20 * ONE), PLAIN)
        assert silent.deemed
        assert silent.accepted_at == at(MONDAY)


class TestExtension:
    accepted = Accepted(at=at(MONDAY), by="a")

    def extended(self, day: date) -> TermExtended:
        return TermExtended(at=at(day), by="a", added=days(10), approver="agency-head", article=LAW)

    def test_it_lengthens_promise_and_law_once(self):
        events = [*begun(), self.accepted, self.extended(MONDAY + ONE)]
        status = state(events, at(MONDAY + ONE), PLAIN)
        assert status.due_at == PLAIN.end_of_day(date(2026, 12, 14))
        assert status.statutory_due_at == PLAIN.end_of_day(date(2027, 1, 4))
        with pytest.raises(IllegalStep):
            state([*events, self.extended(MONDAY + 2 * ONE)], at(MONDAY + 3 * ONE), PLAIN)

    def test_not_when_the_term_is_over(self):
        late = self.extended(date(2026, 12, 22))
        with pytest.raises(IllegalStep):
            state([*begun(), self.accepted, late], at(date(2026, 12, 23)), PLAIN)


class TestDeliveryAndRenewal:
    approved = (Accepted(at=at(MONDAY), by="a"), Approved(at=at(MONDAY), by="a"))

    def test_a_granted_licence_is_delivered_within_ten_working_days(self):
        status = state([*begun(), *self.approved], at(MONDAY), PLAIN)
        assert status.deliver_by(PLAIN) == PLAIN.end_of_day(date(2026, 12, 7))
        issued = CertificateIssued(at=at(MONDAY + ONE), by="a", certificate_id="c")
        delivered = state([*begun(), *self.approved, issued], at(MONDAY + ONE), PLAIN)
        assert delivered.delivered_at == at(MONDAY + ONE)
        assert delivered.deliver_by(PLAIN) is None

    @pytest.mark.parametrize("stopped", [True, False])
    def test_a_renewal_not_decided_at_expiry_is_granted_even_while_the_clock_stands(
        self, stopped: bool
    ):
        expires = MONDAY + 30 * ONE
        events = begun(renews_until=expires)
        if stopped:
            events += [
                Accepted(at=at(MONDAY), by="a"),
                SpecialProcedureStarted(
                    at=at(MONDAY), by="a", procedure="p", article=LAW, planned=days(90)
                ),
            ]
        assert state(events, PLAIN.end_of_day(expires), PLAIN).state is not CaseState.APPROVED
        after = state(events, at(expires + ONE), PLAIN)
        assert after.state is CaseState.APPROVED
        assert after.renewed_by_silence
        assert after.closed_at == PLAIN.end_of_day(expires)
        with pytest.raises(IllegalStep):
            state([*events, Withdrawn(at=at(expires + ONE), by="applicant")],
                  at(expires + 2 * ONE), PLAIN)  # fmt: skip

    def test_not_when_it_was_asked_for_too_late_or_waits_for_the_applicant(self):
        late = begun(renews_until=MONDAY + 29 * ONE)
        assert state(late, at(MONDAY + 40 * ONE), PLAIN).state is CaseState.ACCEPTED
        waiting = [
            *begun(renews_until=MONDAY + 30 * ONE),
            CorrectionRequested(at=at(MONDAY + ONE), by="a", targets=("photo",)),
        ]
        assert state(waiting, at(MONDAY + 40 * ONE), PLAIN).state is CaseState.CORRECTING


class TestHearings:
    fair = Hearing(
        told_at=at(MONDAY),
        asked_at=at(MONDAY + 7 * ONE),
        announced_at=at(MONDAY + 10 * ONE),
        held_on=MONDAY + 22 * ONE,
        minutes_kept=True,
    )

    def test_one_that_keeps_every_term_has_no_fault(self):
        assert hearing_faults(self.fair, PLAIN) == ()

    def test_everything_wrong_is_told_at_once(self):
        wrong = Hearing(
            told_at=at(MONDAY),
            asked_at=at(MONDAY + 8 * ONE),
            announced_at=at(MONDAY + 40 * ONE),
            held_on=MONDAY + 45 * ONE,
            public=False,
        )
        assert hearing_faults(wrong, PLAIN) == (
            HearingFault.ASKED_TOO_LATE, HearingFault.HELD_TOO_LATE,
            HearingFault.ANNOUNCED_TOO_LATE, HearingFault.NOT_PUBLIC, HearingFault.WITHOUT_MINUTES,
        )  # fmt: skip
        unsaid = Hearing(held_on=MONDAY, minutes_kept=True)
        assert hearing_faults(unsaid, PLAIN) == (HearingFault.NOT_ANNOUNCED,)

    @given(FIRST_DAYS)
    @settings(max_examples=200, deadline=None)
    def test_seven_working_days_lie_between_notice_and_hearing_and_no_day_too_many(
        self, held: date
    ):
        last = terms.announce_hearing_by(held, MADE) if held.year > 2007 else None
        if last is None:
            return
        fingers = Fingers(MADE, held, 1, 1)
        between = [last + n * ONE for n in range(1, (held - last).days + 1)]
        assert sum(map(fingers.works, between)) == 7
        assert fingers.works(between[0])
