"""Random lives of cases against a naive oracle that counts days on its fingers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tongban.cases.domain.bearing import bearing
from tongban.cases.domain.events import (
    AcceptanceRefused,
    Accepted,
    Approved,
    CertificateIssued,
    CorrectionRequested,
    CorrectionSupplied,
    Denied,
    Event,
    OpinionGiven,
    PaymentAsked,
    PaymentSettled,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    Submitted,
    Withdrawn,
)
from tongban.cases.domain.state import advance, state
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.domain.stored_events import event_from, facts_of
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.kernel.calendar import Calendar, Span, SpanUnit

HOLIDAYS = frozenset({date(2026, 10, day) for day in range(1, 8)})
SHIFTED = frozenset({date(2026, 9, 27), date(2026, 10, 10)})
CALENDAR = Calendar("Asia/Shanghai", HOLIDAYS, SHIFTED, frozenset({2026, 2027}))
FIRST_DAY = date(2026, 8, 3)
PROMISE = 8
STEPS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Accepted,
        CorrectionRequested,
        CorrectionSupplied,
        AcceptanceRefused,
        SpecialProcedureStarted,
        SpecialProcedureEnded,
        PaymentAsked,
        PaymentSettled,
        OpinionGiven,
        Approved,
        Denied,
        CertificateIssued,
        Withdrawn,
    )
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def works(day: date) -> bool:
    return day in SHIFTED or (day.weekday() < 5 and day not in HOLIDAYS)


def event(kind: str, day: date) -> Event:
    extra = {
        "CorrectionRequested": {"targets": ("photo",)},
        "AcceptanceRefused": {"articles": ("xuke-fa/32@2019-04-23",)},
        "SpecialProcedureStarted": {
            "procedure": "inspection",
            "article": None,
            "planned": Span(3, SpanUnit.WORKING_DAY),
        },
        "SpecialProcedureEnded": {"procedure": "inspection"},
        "PaymentAsked": {
            "procedure": "awaiting-payment",
            "article": None,
            "planned": Span(30, SpanUnit.NATURAL_DAY),
            "notice": "notice_1",
        },
        "PaymentSettled": {"procedure": "awaiting-payment"},
        "OpinionGiven": {"duty": "reviewer"},
        "Denied": {"articles": ("xuke-fa/38@2019-04-23",)},
        "CertificateIssued": {"certificate_id": "cert_1"},
    }
    return STEPS[kind](at=noon(day), by="agency", **extra.get(kind, {}))


class Oracle:
    """The law written as a person would tell it, with days and no cleverness."""

    def __init__(self) -> None:
        self.day = FIRST_DAY
        self.where = "submitted"
        self.received = FIRST_DAY
        self.accepted: date | None = None
        self.pauses: list[list[date | None]] = []
        self.closed: date | None = None

    def pass_days(self, days: int) -> None:
        for _ in range(days):
            self.day += timedelta(days=1)
            self.silence()

    def silence(self) -> None:
        if self.where != "submitted":
            return
        told_until, left = self.received, 5
        while left:
            told_until += timedelta(days=1)
            left -= works(told_until)
        if self.day > told_until:
            self.where, self.accepted = "accepted", self.received

    def can(self, kind: str) -> bool:
        return kind in {
            "submitted": {"Accepted", "CorrectionRequested", "AcceptanceRefused", "Withdrawn"},
            "correcting": {"CorrectionSupplied", "Withdrawn"},
            "accepted": {
                "SpecialProcedureStarted", "OpinionGiven", "Approved", "Denied", "Withdrawn",
                "PaymentAsked",
            },
            "awaiting-payment": {"PaymentSettled", "OpinionGiven", "Withdrawn"},
            "paused": {"SpecialProcedureEnded", "OpinionGiven", "Withdrawn"},
            "approved": {"CertificateIssued"},
        }.get(self.where, set())  # fmt: skip

    def do(self, kind: str) -> None:
        if kind == "Accepted":
            self.where, self.accepted = "accepted", self.day
        elif kind == "CorrectionRequested":
            self.where = "correcting"
        elif kind == "CorrectionSupplied":
            self.where, self.received = "submitted", self.day
        elif kind in ("SpecialProcedureStarted", "PaymentAsked"):
            paying = kind == "PaymentAsked"
            self.where = "awaiting-payment" if paying else "paused"
            self.pauses.append([self.day, None])
        elif kind in ("SpecialProcedureEnded", "PaymentSettled"):
            self.where = "accepted"
            self.pauses[-1][1] = self.day
        elif kind in ("Approved", "Denied", "Withdrawn", "AcceptanceRefused"):
            self.where = {
                "Approved": "approved", "Denied": "denied",
                "Withdrawn": "withdrawn", "AcceptanceRefused": "not-accepted",
            }[kind]  # fmt: skip
            self.closed = self.day
            if self.pauses and self.pauses[-1][1] is None:
                self.pauses[-1][1] = self.day

    def due(self) -> date | None:
        if self.accepted is None:
            return None
        pauses = [(began, ended or self.day) for began, ended in self.pauses]
        day, left = self.accepted, PROMISE
        while left:
            day += timedelta(days=1)
            stands_still = any(began < day <= ended for began, ended in pauses)
            left -= works(day) and not stands_still
            while not left and any(began == day < ended for began, ended in pauses):
                # Stopped on its very last day: the rest of it is owed when the clock goes on.
                day = next(ended for began, ended in pauses if began == day < ended)
                while not works(day):
                    day += timedelta(days=1)
        return day


class CaseLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.oracle = Oracle()
        self.events: list[Event] = [
            Submitted(
                at=noon(FIRST_DAY), by="applicant", promise=Span(PROMISE, SpanUnit.WORKING_DAY)
            )
        ]

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        if self.oracle.day < date(2027, 3, 1):
            self.oracle.pass_days(days)

    @precondition(lambda self: self.oracle.closed is None or self.oracle.where == "approved")
    @rule(kind=st.sampled_from(sorted(STEPS)))
    def something_is_tried(self, kind: str) -> None:
        step = event(kind, self.oracle.day)
        status = self.status()
        if self.oracle.can(kind):
            advance(status, step, CALENDAR)
            self.events.append(step)
            self.oracle.do(kind)
        else:
            with pytest.raises(IllegalStep) as refused:
                advance(status, step, CALENDAR)
            assert refused.value.event is type(step)

    def status(self) -> Status:
        return state(self.events, noon(self.oracle.day), CALENDAR)

    @invariant()
    def same_place(self) -> None:
        assert self.status().state is CaseState(f"case-state/{self.oracle.where}")

    @invariant()
    def same_due_date(self) -> None:
        due = self.status().due_at
        assert (CALENDAR.local_date(due) if due else None) == self.oracle.due()

    @invariant()
    def the_light_is_red_exactly_when_late(self) -> None:
        status, due = self.status(), self.oracle.due()
        if due is None:
            assert status.light is Light.NONE
        else:
            ended = self.oracle.closed or self.oracle.day
            still = self.oracle.where in ("paused", "awaiting-payment")
            late = ended > due and not still
            assert (status.light is Light.RED) == late

    @invariant()
    def a_handful_of_events_says_it_all(self) -> None:
        as_of = noon(self.oracle.day)
        assert state(bearing(self.events), as_of, CALENDAR) == self.status()

    @invariant()
    def storage_loses_nothing(self) -> None:
        stored = [(type(e).__name__, e.at, e.by, facts_of(e)) for e in self.events]
        assert [event_from(*row) for row in stored] == self.events


CaseLife.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestCaseLife = CaseLife.TestCase


# Accepted by silence and stopped at noon of its very last day, Thursday 13 August.
@pytest.mark.parametrize(
    ("still", "due"),
    [(0, date(2026, 8, 13)), (1, date(2026, 8, 14)), (2, date(2026, 8, 17)), (4, date(2026, 8, 17)),
     (5, date(2026, 8, 18))],
)  # fmt: skip
def test_a_clock_stopped_on_its_last_day_owes_the_rest_of_it_when_it_goes_on(still: int, due: date):
    life = CaseLife()
    for days in (1, 1, 8):
        life.time_passes(days)
    life.something_is_tried("SpecialProcedureStarted")
    for _ in range(still):
        life.time_passes(1)
        life.same_due_date()
    life.something_is_tried("SpecialProcedureEnded")
    life.same_due_date()
    life.the_light_is_red_exactly_when_late()
    assert life.oracle.due() == due
