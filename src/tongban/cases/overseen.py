"""What may be known of cases by who watches them: no person, no word of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tongban.cases.views.clock import Light
from tongban.cases.views.material import MaterialWay
from tongban.cases.views.state import CaseState


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event of a case, in order; ``in_words`` whether something was said beside the facts."""

    seq: int
    kind: str
    at: datetime
    by: str
    facts: Mapping[str, Any]
    in_words: bool


@dataclass(frozen=True, slots=True)
class WatchedCase:
    """A case as its overseers see it; ``agency_code`` is who has it now, ``yellow_at`` in UTC."""

    id: str
    number: str
    item_code: str
    item_version_id: str
    agency_code: str
    line: str
    region: str
    channel: str
    state: CaseState
    submitted_at: datetime
    due_at: datetime | None
    yellow_at: datetime | None
    closed_at: datetime | None
    events: tuple[EventFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Which cases somebody watches: of an agency or a line (empty: all), within a region."""

    agency: str
    line: str
    region: str


@dataclass(frozen=True, slots=True)
class LightCount:
    """How many open cases of a line 条 in a region 块 show a colour."""

    line: str
    region: str
    light: Light
    count: int


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A closed case as it is counted: how its materials came, what sources were not heard.

    ``subject_id`` is only for joining with other records of the platform, never to be shown;
    ``ways`` the way of each material by its code, ``heard`` how many elements sources said,
    ``unheard`` the source of each element that was not heard, ``fees`` their amounts in yuan.
    """

    watched: WatchedCase
    subject_id: str
    situation: str | None
    ways: Mapping[str, MaterialWay]
    heard: int
    unheard: Mapping[str, str]
    fees: Decimal
