"""Look at one case with every rule 监察: warn of what is found, once for each occasion."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.api import AgencyUnknown, agency
from tongban.cases.api import WatchedCase, watched_case
from tongban.catalogue.api import item_by_version
from tongban.monitoring.domain.rules import Occasion, Rule, Seen, Sign, occasions
from tongban.monitoring.published_rules import rules
from tongban.monitoring.raising import PLATFORM, Found, raise_warnings

_MOST_EVENTS = 2000


def examine_case(*, case_id: str, now: datetime) -> int:
    """Warn of everything the events of a case give cause for; how many warnings are new.

    Looked at again it finds the same, so it may be called as often as one likes. Refuses what
    ``watched_case`` refuses.
    """
    standing = rules()
    if not standing:
        return 0
    case = watched_case(PLATFORM, case_id)
    seen = tuple(
        Seen(each.seq, each.kind, each.at, each.by, each.facts, each.in_words)
        for each in case.events[:_MOST_EVENTS]
    )
    held = _held(case, standing)
    found = [
        _found(case, rule, occasion)
        for rule in standing
        for occasion in occasions(rule, seen, held)
    ]
    return raise_warnings(found, now) if found else 0


def _held(case: WatchedCase, standing: tuple[Rule, ...]) -> frozenset[str]:
    asked = any(each.kind == "CorrectionRequested" for each in case.events)
    if not asked or all(rule.sign is not Sign.HELD_MATERIAL_ASKED for rule in standing):
        return frozenset()
    item = item_by_version(case.item_version_id)
    return frozenset(each.code for each in item.materials if each.already_held)


def _found(case: WatchedCase, rule: Rule, occasion: Occasion) -> Found:
    doer, line, region = case.agency_code, case.line, case.region
    if occasion.by and occasion.by != doer:
        try:
            other = agency(occasion.by)
            doer, line = other.code, other.line
        except AgencyUnknown:
            pass
    return Found(rule, occasion, case.id, case.number, case.item_code, doer, line, region)
