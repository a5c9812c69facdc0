"""Bad ratings 差评 wait to be answered; one that waits too long is warned of."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.api import AgencyUnknown, agency
from tongban.jurisdiction.api import calendar
from tongban.kernel.calendar import working_days_between
from tongban.monitoring.domain.rules import Occasion, Rule, Sign
from tongban.monitoring.models import BadRating
from tongban.monitoring.published_rules import rules
from tongban.monitoring.raising import Found, raise_warnings, rules_by_sign

_AT_ONCE = 200


def note_bad_rating(
    *, encounter_id: str, item_code: str, agency_code: str, rated_at: datetime
) -> None:
    """Remember a bad first rating until it is answered; told twice it is remembered once."""
    row = BadRating(
        encounter_id=encounter_id, item_code=item_code, agency=agency_code, rated_at=rated_at
    )
    BadRating.objects.bulk_create([row], ignore_conflicts=True)


def settle_bad_rating(*, encounter_id: str) -> None:
    """The rating was answered: the person is asked to rate again 复评."""
    BadRating.objects.filter(encounter_id=encounter_id).update(settled=True)


def warn_unanswered_ratings(now: datetime) -> int:
    """Warn of bad ratings that waited longer than their rule allows; how many warnings are new."""
    watching = rules_by_sign(rules(), Sign.RATING_UNANSWERED)
    if not watching:
        return 0
    rule, counted = watching[0], calendar()
    waiting = BadRating.objects.filter(settled=False).order_by("rated_at", "encounter_id")
    overdue = [
        row
        for row in waiting[:_AT_ONCE]
        if working_days_between(row.rated_at, now, counted) > rule.days
    ]
    found = [each for row in overdue if (each := _found(row, rule, now)) is not None]
    new = raise_warnings(found, now) if found else 0
    ids = [row.encounter_id for row in overdue]
    BadRating.objects.filter(encounter_id__in=ids).update(settled=True)
    return new


def _found(row: BadRating, rule: Rule, now: datetime) -> Found | None:
    try:
        rated = agency(row.agency)
    except AgencyUnknown:
        return None
    occasion = Occasion("rating", now, "")
    return Found(
        rule, occasion, row.encounter_id, "", row.item_code, rated.code, rated.line, rated.region
    )
