"""The clocks of the Licensing Law against an oracle that counts days on its fingers, over 20 years.

``REAL`` holds the holidays that were announced for 2005-2026 when the reference data is beside the
checkout; ``MADE`` is a calendar of twenty years with holidays thrown in at random.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    Submitted,
    TermExtended,
    Withdrawn,
)
from tongban.cases.domain.state import state
from tongban.cases.domain.status import IllegalStep
from tongban.cases.domain.terms import TERMS, Handling, Hearing, HearingFault, hearing_faults
from tongban.cases.views import CaseState, Light
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Calendar, Span, SpanUnit

ONE = timedelta(days=1)
LAW = ArticleRef.parse("xuke-fa/45@2019-04-23")


def made_calendar() -> Calendar:
    """Twenty years with eleven days off and five Saturdays worked in each, at random."""
    chance = random.Random(20)
    off: set[date] = set()
    worked: set[date] = set()
    for year in range(2007, 2028):
        days = [date(year, 1, 1) + n * ONE for n in range(365)]
        off.update(chance.sample([day for day in days if day.weekday() < 5], 11))
        worked.update(chance.sample([day for day in days if day.weekday() == 5], 5))
    years = frozenset(range(2007, 2028))
    return Calendar("Asia/Shanghai", frozenset(off), frozenset(worked), years)


def real_calendar() -> Calendar:
    off: set[date] = set()
    worked: set[date] = set()
    with shared_data("codes/calendar_cn.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            (worked if row["kind"] == "makeup_workday" else off).add(day)
    years = frozenset(range(2004, 2027))
    return Calendar("Asia/Shanghai", frozenset(off), frozenset(worked), years)


MADE = made_calendar()


def at(day: date, hour: int = 4) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days(amount: int) -> Span:
    return Span(amount, SpanUnit.WORKING_DAY)


@dataclass
class Fingers:
    """The law as a clerk would tell it: one day after another, no arithmetic."""

    calendar: Calendar
    submitted: date
    promise: int
    statutory: int
    day: date = date.min
    where: str = "submitted"
    received: date = date.min
    accepted: date | None = None
    told: bool = False
    breached: bool = False
    added: int = 0
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    closed: date | None = None

    def __post_init__(self) -> None:
        self.day = self.received = self.submitted

    def works(self, day: date) -> bool:
        if day in self.calendar.workdays:
            return True
        return day.weekday() < 5 and day not in self.calendar.holidays

    def nth_working_day(self, after: date, count: int) -> date:
        while count:
            after += ONE
            count -= self.works(after)
        return after

    def next_day(self) -> None:
        self.day += ONE
        if self.where == "submitted" and self.day > self.nth_working_day(self.received, 5):
            self.where = "accepted"
            self.accepted = self.submitted if self.breached else self.received

    def due(self, term: int) -> date:
        """The day on which so many days have been worked on it, standing still left out."""
        assert self.accepted is not None
        today, left, stops = self.accepted, term + self.added, self.stops()
        while left:
            today += ONE
            still = any(began < today <= ended for began, ended in stops)
            left -= self.works(today) and not still
            for began, ended in stops:
                if not left and began == today:
                    # Stopped on the very last day: as many working days are owed as it stood still.
                    left = sum(
                        self.works(today + n * ONE) for n in range(1, (ended - began).days + 1)
                    )
                    stops = [stop for stop in stops if stop[0] != began]
        return today

    def stops(self) -> list[tuple[date, date]]:
        """The stops so far; one that begins the moment another ends is the same stop."""
        joined: list[tuple[date, date]] = []
        for began, open_end in self.pauses:
            ended = open_end or self.day
            if joined and joined[-1][1] == began:
                began = joined.pop()[0]
            joined.append((began, ended))
        return joined


ACTS = (
    "accept", "notice", "second notice", "supply", "stop", "go on", "extend", "withdraw",
    "wait", "wait", "wait", "wait",
)  # fmt: skip


def live(calendar: Calendar, first: date, data: st.DataObject) -> tuple[Fingers, list[Event]]:
    handling = data.draw(st.sampled_from([Handling.ALONE, Handling.JOINT]))
    term = TERMS[handling]
    promise = data.draw(st.integers(1, term.decide.amount))
    told = Fingers(calendar, first, promise, term.decide.amount)
    events: list[Event] = [
        Submitted(at=at(first), by="applicant", promise=days(promise), statutory=term.decide)
    ]
    for _ in range(data.draw(st.integers(1, 14))):
        act = data.draw(st.sampled_from(ACTS))
        if act == "wait":
            for _ in range(data.draw(st.integers(1, 12))):
                told.next_day()
            continue
        happened = do(told, act, term)
        if happened is not None:
            events.append(happened)
        if told.where == "closed":
            break
    return told, events


def do(told: Fingers, act: str, term: terms.Term) -> Event | None:
    """What the act makes of the case, when the law lets it happen today."""
    now = at(told.day)
    if act == "withdraw" and told.where != "closed":
        if told.where == "paused":
            told.pauses[-1] = (told.pauses[-1][0], told.day)
        told.where, told.closed = "closed", told.day
        return Withdrawn(at=now, by="applicant")
    if told.where == "submitted":
        return intake(told, act, now)
    if told.where == "correcting" and act == "supply":
        told.where, told.received = "submitted", told.day
        return CorrectionSupplied(at=now, by="applicant", targets=("photo",))
    if told.where in ("accepted", "paused"):
        return handling(told, act, term, now)
    return None


def intake(told: Fingers, act: str, now: datetime) -> Event | None:
    if act == "accept":
        told.where = "accepted"
        told.accepted = told.submitted if told.breached else told.day
        return Accepted(at=now, by="a")
    if act == "notice":
        told.where, told.told = "correcting", True
        return CorrectionRequested(at=now, by="a", targets=("photo",))
    if act == "second notice" and told.told:
        told.where, told.breached = "correcting", True
        return CorrectionRequested(at=now, by="a", targets=("plan",), breach=True)
    return None


def handling(told: Fingers, act: str, term: terms.Term, now: datetime) -> Event | None:
    if act == "stop" and told.where == "accepted":
        told.where = "paused"
        told.pauses.append((told.day, None))
        return SpecialProcedureStarted(at=now, by="a", procedure="p", article=LAW, planned=days(5))
    if act == "go on" and told.where == "paused":
        told.where = "accepted"
        told.pauses[-1] = (told.pauses[-1][0], told.day)
        return SpecialProcedureEnded(at=now, by="a", procedure="p")
    if act == "extend" and not told.added and told.day <= told.due(told.statutory):
        assert term.extension is not None
        told.added = term.extension.amount
        return TermExtended(
            at=now, by="a", added=term.extension, approver="agency-head", article=term.article
        )
    return None


def compare(told: Fingers, events: list[Event]) -> None:
    calendar = told.calendar
    status = state(events, at(told.day), calendar)
    assert status.breached == told.breached
    if told.accepted is None:
        assert status.accepted_at is None
        assert status.due_at is None
        return
    assert status.accepted_at is not None
    assert calendar.local_date(status.accepted_at) == told.accepted
    assert status.due_at is not None
    assert status.statutory_due_at is not None
    due = told.due(told.promise)
    assert calendar.local_date(status.due_at) == due
    assert calendar.local_date(status.statutory_due_at) == told.due(told.statutory)
    if told.where != "paused":
        assert (status.light is Light.RED) == ((told.closed or told.day) > due)
    else:
        assert status.light is Light.PAUSED
    if status.light in (Light.GREEN, Light.YELLOW) and told.closed is None:
        left = sum(told.works(told.day + n * ONE) for n in range(1, (due - told.day).days + 1))
        soon = left <= max(1, (told.promise + told.added) // 5)
        assert (status.light is Light.YELLOW) == soon


FIRST_DAYS = st.dates(date(2007, 1, 1), date(2026, 12, 31))


@given(FIRST_DAYS, st.data())
@settings(max_examples=250, deadline=None)
def test_clocks_agree_with_counting_on_fingers_over_twenty_years(first: date, data: st.DataObject):
    compare(*live(MADE, first, data))


@pytest.mark.shared_data
def test_clocks_agree_with_counting_on_fingers_over_the_announced_holidays():
    real = real_calendar()

    @given(st.dates(date(2005, 1, 1), date(2025, 9, 1)), st.data())
    @settings(max_examples=150, deadline=None)
    def hunt(first: date, data: st.DataObject) -> None:
        compare(*live(real, first, data))

    hunt()


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
