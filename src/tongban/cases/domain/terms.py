"""The terms of the Administrative Licensing Law 行政许可法 (2019-04-23), each with its article.

Terms that bind an authority are working days (82). Other statutes may set other terms (42, 43, 50);
an item then states its own. The thirty days before expiry bind the applicant and are natural days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Calendar, Span, SpanUnit, due_at
from tongban.kernel.text import Text


def _days(amount: int) -> Span:
    return Span(amount, SpanUnit.WORKING_DAY)


def _article(number: str) -> ArticleRef:
    return ArticleRef("xuke-fa", number, "2019-04-23")


TELL_DEFECTS = _days(5)
DELIVER = _days(10)
ASK_FOR_HEARING = _days(5)
HOLD_HEARING = _days(20)
ANNOUNCE_HEARING = 7
RENEW_BEFORE = timedelta(days=30)


class Approver(Enum):
    """Who may extend a term 批准延长的人."""

    AGENCY_HEAD = "agency-head"
    GOVERNMENT_HEAD = "government-head"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _APPROVERS[self]


_APPROVERS = {
    Approver.AGENCY_HEAD: Text.of("本机关负责人", "the head of the agency"),
    Approver.GOVERNMENT_HEAD: Text.of(
        "本级人民政府负责人", "the head of the government at its level"
    ),
}


class Handling(Enum):
    """How many handle a case 办理方式."""

    ALONE = "alone"
    JOINT = "joint"
    LOWER_REVIEW = "lower-review"


@dataclass(frozen=True, slots=True)
class Term:
    """The time to decide, how much longer it may become once, and who says so."""

    decide: Span
    extension: Span | None
    approver: Approver | None
    article: ArticleRef


TERMS = {
    Handling.ALONE: Term(_days(20), _days(10), Approver.AGENCY_HEAD, _article("42")),
    Handling.JOINT: Term(_days(45), _days(15), Approver.GOVERNMENT_HEAD, _article("42")),
    Handling.LOWER_REVIEW: Term(_days(20), None, None, _article("43")),
}


def deliver_by(decided_at: datetime, calendar: Calendar) -> datetime:
    """Until when the licence must be handed over 送达: ten working days (44)."""
    return due_at(decided_at, DELIVER, calendar)


def is_timely_renewal(applied_on: date, expires: date) -> bool:
    """Whether a renewal was applied for thirty days before expiry (50, first paragraph)."""
    return applied_on <= expires - RENEW_BEFORE


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing 听证 as it came about: when the right to it was told, asked for, announced, held.

    ``asked_at`` is None where the authority holds it of itself (46); ``planned_on`` is the day
    that was announced, ``held_on`` the one it was held on.
    """

    told_at: datetime | None = None
    asked_at: datetime | None = None
    announced_at: datetime | None = None
    held_on: date | None = None
    minutes_kept: bool = False
    public: bool = True
    planned_on: date | None = None


class HearingFault(Enum):
    """What the law of hearings forbids."""

    ASKED_TOO_LATE = "asked-too-late"
    HELD_TOO_LATE = "held-too-late"
    ANNOUNCED_TOO_LATE = "announced-too-late"
    NOT_ANNOUNCED = "not-announced"
    WITHOUT_MINUTES = "without-minutes"
    NOT_PUBLIC = "not-public"

    @property
    def label(self) -> Text:
        """What is wrong, in words."""
        return _HEARING_FAULTS[self]


_HEARING_FAULTS = {
    HearingFault.ASKED_TOO_LATE: Text.of(
        "提出听证申请超过了被告知之日起五个工作日（第四十七条）。",
        "The hearing was asked for later than five working days after being told (47).",
    ),
    HearingFault.HELD_TOO_LATE: Text.of(
        "听证没有在申请后二十个工作日内举行（第四十七条）。",
        "The hearing was not held within twenty working days of the request (47).",
    ),
    HearingFault.ANNOUNCED_TOO_LATE: Text.of(
        "举行听证的通知少于提前七个工作日（第四十八条）。",
        "The hearing was announced fewer than seven working days ahead (48).",
    ),
    HearingFault.NOT_ANNOUNCED: Text.of(
        "没有通知举行听证的时间、地点（第四十八条）。",
        "Time and place of the hearing were not announced (48).",
    ),
    HearingFault.WITHOUT_MINUTES: Text.of(
        "没有听证笔录；决定要根据笔录作出（第四十八条）。",
        "There are no minutes; the decision must rest on them (48).",
    ),
    HearingFault.NOT_PUBLIC: Text.of(
        "听证没有公开举行（第四十八条）。", "The hearing was not held in public (48)."
    ),
}


def ask_for_hearing_by(told_at: datetime, calendar: Calendar) -> datetime:
    """Until when a hearing may be asked for: five working days after being told (47)."""
    return due_at(told_at, ASK_FOR_HEARING, calendar)


def hold_hearing_by(asked_at: datetime, calendar: Calendar) -> datetime:
    """Until when it must be held: twenty working days after the request (47)."""
    return due_at(asked_at, HOLD_HEARING, calendar)


def announce_hearing_by(held_on: date, calendar: Calendar) -> date:
    """The last day to announce it: seven working days lie from the day after up to it (48)."""
    day, left = held_on, ANNOUNCE_HEARING
    while left > 0:
        left -= calendar.is_working_day(day)
        day -= timedelta(days=1)
    return day


def hearing_faults(hearing: Hearing, calendar: Calendar) -> tuple[HearingFault, ...]:
    """Everything the hearing breaks, in the order of the law; empty when none was held or all fits.

    Source: 行政许可法 46-48.
    """
    found = []
    asked, held, announced = hearing.asked_at, hearing.held_on, hearing.announced_at
    if asked and hearing.told_at and asked > ask_for_hearing_by(hearing.told_at, calendar):
        found.append(HearingFault.ASKED_TOO_LATE)
    if held is None:
        return tuple(found)
    if asked and held > calendar.local_date(hold_hearing_by(asked, calendar)):
        found.append(HearingFault.HELD_TOO_LATE)
    if announced is None:
        found.append(HearingFault.NOT_ANNOUNCED)
    elif calendar.local_date(announced) > announce_hearing_by(held, calendar):
        found.append(HearingFault.ANNOUNCED_TOO_LATE)
    if not hearing.public:
        found.append(HearingFault.NOT_PUBLIC)
    if not hearing.minutes_kept:
        found.append(HearingFault.WITHOUT_MINUTES)
    return tuple(found)
