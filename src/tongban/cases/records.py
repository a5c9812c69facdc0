"""What the outside sees beside a case: lateness, reviews, replays, archives, migrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.views.state import CaseState
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A decision of rules that waits for a person: ``drawn`` by lot, else asked for."""

    case_id: str
    number: str
    title: Text
    drawn: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """What checking an archive package 归档包 found; no problems means whole and ours."""

    case_id: str
    number: str
    files: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReplayView:
    """A case run again. ``rules``, ``flow``: whether they came out the same; None where none ran.

    ``table`` is ``code@version``, ``digest`` the SHA-256 of its definition in hex.
    """

    case_id: str
    number: str
    events: int
    state: CaseState
    states_agree: bool
    rules: bool | None
    table: str
    digest: str
    flow: bool | None

    @property
    def same(self) -> bool:
        """Whether nothing came out differently."""
        return self.states_agree and self.rules is not False and self.flow is not False


@dataclass(frozen=True, slots=True)
class LateRow:
    """A clock that ran out, as it is published: no person, the cause or None while untold."""

    number: str
    title: Text
    agency_code: str
    agency_name: Text
    region: str
    deadline: Text
    due_at: datetime
    cause: Text | None


@dataclass(frozen=True, slots=True)
class FlowRelease:
    """One published version of a flow; ``digest`` is the SHA-256 of its definition, in hex."""

    version: int
    digest: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class MigrationView:
    """A migration of running cases to another version of their flow, looked at or done.

    ``cases`` run on the old version; ``able`` of those looked at can move (or did);
    ``places`` where they stand, as (node code, how many).
    """

    code: str
    old: int
    new: int
    cases: int
    able: int
    places: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
