"""What the outside sees: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class SyncState(Enum):
    """Where a case stands between us and the other system 同步状态."""

    QUEUED = "queued"
    WAITING = "waiting"
    THERE = "there"
    STUCK = "stuck"
    CONFLICT = "conflict"
    ENDED = "ended"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    SyncState.QUEUED: Text.of("正在发送", "Being sent"),
    SyncState.WAITING: Text.of("对方系统没有应答，自动重试", "No answer, tried again by itself"),
    SyncState.THERE: Text.of("对方办理中", "Being handled there"),
    SyncState.STUCK: Text.of("需要人工处理", "Needs a person"),
    SyncState.CONFLICT: Text.of("两边不一致，需要核实", "The two sides disagree"),
    SyncState.ENDED: Text.of("已结束，两边一致", "Ended, both sides agree"),
}


@dataclass(frozen=True, slots=True)
class ForeignStep:
    """A step of theirs in our words; ``state`` is their code, ``taken`` what it did here."""

    seq: int
    state: str
    says: Text
    at: datetime
    taken: Text


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A case that is with another system, for the officer who handles it. Instants in UTC.

    ``number`` is theirs, empty until received; ``waiting_since`` the oldest thing unsent;
    ``fault`` why the line is silent, ``problem`` and ``mend`` what a person must do.
    ``fields_typed`` counts what their clerks typed by hand: none is the aim.
    """

    case_id: str
    case_number: str
    connector: Text
    state: SyncState
    number: str
    begun_at: datetime
    received_at: datetime | None
    heard_at: datetime | None
    waiting_since: datetime | None
    next_try_at: datetime | None
    attempts: int
    fault: Text | None
    problem: Text | None
    mend: Text | None
    problem_at: datetime | None
    steps: tuple[ForeignStep, ...]
    fields_sent: int
    fields_typed: int
    certificate_number: str
    certificate_ours: bool

    @property
    def open_to_settle(self) -> bool:
        """Whether an officer must say how the two sides were brought together."""
        return self.state is SyncState.CONFLICT


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A line of the list of what is stuck: enough to choose a case."""

    case_id: str
    case_number: str
    connector: Text
    number: str
    problem: Text
    since: datetime
    conflict: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """How the line to a system is. ``oldest_at`` is since when the oldest message waits."""

    code: str
    name: Text
    version: int
    agency_code: str
    connected: bool
    answered_at: datetime | None
    failures: int
    fault: Text | None
    backlog: int
    oldest_at: datetime | None
    there: int
    stuck: int
    ended: int
    fields_sent: int
    fields_typed: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of a connector found; ``good`` when nothing is wrong with it."""

    code: str
    good: bool
    message: Text


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push: applications heard of, those not known here, steps applied."""

    heard: tuple[str, ...]
    not_known: tuple[str, ...]
    applied: int
