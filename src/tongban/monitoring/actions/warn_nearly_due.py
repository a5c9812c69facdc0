"""Warn of lights that turned yellow 黄灯预警, some cases at each round of the clock."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.api import WatchedCase, nearly_due
from tongban.monitoring.domain.rules import Occasion, Rule, Sign
from tongban.monitoring.models import SweepPlace
from tongban.monitoring.published_rules import rules
from tongban.monitoring.raising import PLATFORM, Found, raise_warnings, rules_by_sign

_AT_ONCE = 200
_NAME = "yellow"


def warn_nearly_due(now: datetime) -> int:
    """Look at the next 200 yellow cases; how many warnings are new.

    The sweep goes on where it stopped and begins anew at the end: a light may turn yellow behind
    it, so every case is passed again.
    """
    watching = rules_by_sign(rules(), Sign.NEARLY_DUE)
    if not watching:
        return 0
    place, _ = SweepPlace.objects.get_or_create(name=_NAME)
    after = (place.at, place.case_id) if place.at is not None else None
    cases = nearly_due(PLATFORM, after=after, size=_AT_ONCE, now=now)
    found = [_found(case, rule) for case in cases for rule in watching]
    new = raise_warnings(found, now) if found else 0
    last = cases[-1] if len(cases) == _AT_ONCE else None
    place.at, place.case_id = (last.yellow_at, last.id) if last else (None, "")
    place.save(update_fields=["at", "case_id"])
    return new


def _found(case: WatchedCase, rule: Rule) -> Found:
    due = case.due_at.isoformat() if case.due_at else ""
    occasion = Occasion(f"yellow@{due}", case.yellow_at or case.submitted_at, "")
    return Found(
        rule, occasion, case.id, case.number, case.item_code, case.agency_code, case.line,
        case.region,
    )  # fmt: skip
