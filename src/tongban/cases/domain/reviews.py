"""Which decisions of rules are looked at again: who may ask, which are drawn, what is open.

The draw can be repeated by anybody: a case is in the sample of its day exactly when the first
eight hex digits of SHA-256 over ``day:case id`` are divisible by 50.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tongban.cases.domain.events import RULES, Approved, Event
from tongban.cases.domain.review_events import ReviewAnswered, ReviewAsked, ReviewDrawn

ONE_IN = 50
_OPENING = (ReviewAsked, ReviewDrawn)


def decided_by_rules(events: Sequence[Event]) -> bool:
    """Whether no person decided."""
    return any(isinstance(event, Approved) and event.by == RULES for event in events)


def may_ask(events: Sequence[Event]) -> bool:
    """Whether the applicant may ask for a person now: rules decided, and not asked before."""
    return decided_by_rules(events) and not any(isinstance(e, ReviewAsked) for e in events)


def is_open(events: Sequence[Event]) -> bool:
    """Whether a review was asked for or drawn and is not answered."""
    turns = [event for event in events if isinstance(event, (*_OPENING, ReviewAnswered))]
    return bool(turns) and not isinstance(turns[-1], ReviewAnswered)


def in_sample(case_id: str, day: str) -> bool:
    """Whether the case is in the sample of a day (ISO date of its decision)."""
    drawn = hashlib.sha256(f"{day}:{case_id}".encode()).hexdigest()
    return int(drawn[:8], 16) % ONE_IN == 0
