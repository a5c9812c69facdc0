"""The duty log 责任日志: who had an application from when to when, out of what both ends said.

A pure function of a set of entries: entries may come in any order, twice, or never. One end is
responsible at every moment from the collection on; what was handed over and not confirmed stays
with who handed it over 谁发出、未签收前谁负责.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class End(Enum):
    """The two ends of a relay."""

    COLLECTOR = "relay-end/collector"
    HOME = "relay-end/home"

    @property
    def label(self) -> Text:
        """In words."""
        return _ENDS[self]

    @property
    def other(self) -> End:
        """The other end."""
        return End.HOME if self is End.COLLECTOR else End.COLLECTOR


_ENDS = {
    End.COLLECTOR: Text.of("代收地", "Where it was collected"),
    End.HOME: Text.of("办理地", "Where it is decided"),
}


class EntryKind(Enum):
    """What an end can say."""

    COLLECTED = "relay-entry/collected"
    SENT = "relay-entry/sent"
    TAKEN = "relay-entry/taken"
    SENT_BACK = "relay-entry/sent-back"
    ENDED = "relay-entry/ended"


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing that was handed over: its code and the SHA-256 of it, in hex."""

    code: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log as an end wrote it. ``leg`` counts the hand-overs from 1, 0 for none.

    ``due_at`` of what was sent: until when the other end confirms or sends it back.
    """

    kind: EntryKind
    end: End
    at: datetime
    leg: int = 0
    passed: tuple[Passed, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One end is responsible from ``since`` on, up to but not including ``until`` (None: now)."""

    end: End
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over 交接: sent by one end, answered by the other or not yet.

    ``taken`` is None while nothing was said, False when it was sent back.
    """

    leg: int
    sender: End
    sent_at: datetime
    passed: tuple[Passed, ...]
    due_at: datetime | None
    answered_at: datetime | None = None
    taken: bool | None = None

    def is_late(self, as_of: datetime) -> bool:
        """Whether the answer came, or has still to come, after its limit."""
        return self.due_at is not None and (self.answered_at or as_of) > self.due_at


@dataclass(frozen=True, slots=True)
class DutyLog:
    """Duties without gap and without overlap, and the hand-overs between them."""

    duties: tuple[Duty, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    ended_at: datetime | None = None

    @property
    def holder(self) -> End | None:
        """Who is responsible now; None before the collection and after the end."""
        return self.duties[-1].end if self.duties and self.ended_at is None else None

    @property
    def waiting(self) -> HandOver | None:
        """The hand-over nobody has answered yet."""
        last = self.hand_overs[-1] if self.hand_overs else None
        return last if last is not None and last.taken is None else None


def duty_log(entries: Iterable[Entry]) -> DutyLog:
    """What the entries say, whatever order they came in; empty before the collection is known.

    Of entries said twice the earliest counts. A hand-over counts when who had it sent it; a
    confirmation never counts before what it confirms was sent, in the log as in time.
    """
    said = tuple(entries)
    begun = _first(said, (EntryKind.COLLECTED,), 0, End.COLLECTOR)
    if begun is None:
        return DutyLog()
    duties, passed_on = [Duty(End.COLLECTOR, begun.at)], []
    leg = 1
    while (sent := _first(said, (EntryKind.SENT,), leg, duties[-1].end)) is not None:
        over = _answered(said, sent, duties[-1])
        passed_on.append(over)
        if over.answered_at is None:
            break
        if over.taken:
            duties[-1] = Duty(duties[-1].end, duties[-1].since, over.answered_at)
            duties.append(Duty(over.sender.other, over.answered_at))
        leg += 1
    return _ended(said, duties, passed_on)


def _answered(said: Sequence[Entry], sent: Entry, duty: Duty) -> HandOver:
    sent_at = max(sent.at, duty.since)
    kinds = (EntryKind.TAKEN, EntryKind.SENT_BACK)
    answer = _first(said, kinds, sent.leg, duty.end.other)
    over = HandOver(sent.leg, duty.end, sent_at, sent.passed, sent.due_at)
    if answer is None:
        return over
    at = max(answer.at, sent_at)
    taken = answer.kind is EntryKind.TAKEN
    return HandOver(over.leg, over.sender, sent_at, sent.passed, sent.due_at, at, taken)


def _ended(said: Sequence[Entry], duties: list[Duty], passed_on: list[HandOver]) -> DutyLog:
    ends = [one.at for one in said if one.kind is EntryKind.ENDED]
    if not ends:
        return DutyLog(tuple(duties), tuple(passed_on))
    last = duties[-1]
    ended_at = max(min(ends), last.since)
    duties[-1] = Duty(last.end, last.since, ended_at)
    return DutyLog(tuple(duties), tuple(passed_on), ended_at)


def _first(said: Sequence[Entry], kinds: tuple[EntryKind, ...], leg: int, end: End) -> Entry | None:
    fitting = [one for one in said if one.kind in kinds and one.leg == leg and one.end is end]
    return min(fitting, key=lambda one: (one.at, one.kind.value), default=None)
