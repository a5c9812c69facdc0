"""A clerk who counts days on fingers, and the random lives of cases told to that clerk.

Holidays as announced for 2005-2026 when the reference data is beside the checkout; else a calendar
of twenty years with holidays thrown in at random.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from tests.shared_data import shared_data

from tongban.cases.domain import terms
from tongban.cases.domain.events import (
    Accepted,
    CorrectionRequested,
    CorrectionSupplied,
    Event,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    Submitted,
    TermExtended,
    Withdrawn,
)
from tongban.cases.domain.terms import TERMS, Handling
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
            while not left and any(began == today < ended for began, ended in stops):
                # Stopped on its very last day: the rest of it is owed when the clock goes on.
                today = next(ended for began, ended in stops if began == today < ended)
                while not self.works(today):
                    today += ONE
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


FIRST_DAYS = st.dates(date(2007, 1, 1), date(2026, 12, 31))
