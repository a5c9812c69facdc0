"""The door for who has a number and a query code: progress and clock, nobody's data, few tries."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from tongban.agencies.api import agency
from tongban.cases.domain.state import state
from tongban.cases.history import history
from tongban.cases.models import Case, TrackAttempt
from tongban.cases.queries.clocks import clock_view
from tongban.cases.queries.timeline import step_of
from tongban.cases.query_code import is_query_code
from tongban.cases.refusals import CaseNotFound, TooManyTries
from tongban.cases.views.lists import TrackView
from tongban.catalogue.api import item_by_version
from tongban.jurisdiction.api import calendar
from tongban.kernel.text import Text

_WINDOW = timedelta(minutes=15)
_MOST_TRIES = 10
_COUNT = """
    INSERT INTO cases_trackattempt AS seen (key, window_start, tries) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN seen.window_start < %(old)s THEN 1 ELSE seen.tries + 1 END,
        window_start = CASE WHEN seen.window_start < %(old)s THEN %(now)s
                            ELSE seen.window_start END
"""


def track_case(number: str, query_code: str, now: datetime | None = None) -> TrackView:
    """Progress of the case with this number, for whoever knows its query code.

    Ten wrong tries per number in 15 minutes. Refuses CaseNotFound (wrong number and wrong code
    read the same), TooManyTries.
    """
    now = now or timezone.now()
    number = number.strip()
    key = hashlib.sha256(number.encode()).hexdigest()
    _refuse_if_too_many(key, now)
    row = Case.objects.filter(number=number).order_by("id").first()
    if row is None or not is_query_code(row.id, query_code):
        _count_failure(key, now)
        raise CaseNotFound
    return _view(row, now)


def _view(row: Case, now: datetime) -> TrackView:
    events = history(row)
    status = state(events, now, calendar())
    item = item_by_version(row.item_version_id)
    name = agency(row.current_agency).name
    return TrackView(
        number=row.number,
        title=Text.from_mapping(row.title),
        state=status.state,
        # Without words: opinions and defects may speak about a person.
        steps=tuple(step_of(event, None, name, item) for event in events),
        clock=clock_view(status, item, now),
        agency_name=name,
    )


def _refuse_if_too_many(key: str, now: datetime) -> None:
    if TrackAttempt.objects.filter(
        key=key, window_start__gte=now - _WINDOW, tries__gte=_MOST_TRIES
    ).exists():
        raise TooManyTries


def _count_failure(key: str, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "old": now - _WINDOW})
