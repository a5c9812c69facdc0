"""A day's sums equal a slow recount of its cases, however often and late they are made."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from tongban.cases.api import (
    CaseState,
    accept_case,
    case_counts,
    closed_cases,
    decide_case,
    request_correction,
    supply_correction,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    defect,
    do,
    submit,
)
from tongban.insight.api import (
    By,
    IndicatorUnknown,
    What,
    climate,
    exceptions,
    parts,
    roll_up_day,
    roll_up_due,
)
from tongban.insight.domain.indicators import INDICATORS
from tongban.insight.models import DaySums
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")
US = an_officer()
DECISION = {"approve": True, "opinion": "符合条件", "articles": (ArticleRef.parse(LAW),)}
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def lived(monkeypatch):
    """Cases of two days: at once, decided late and in time, corrected once, still open."""
    a_house(monkeypatch)
    for place in range(11):
        submit(a_resident(), INSTANT, channel=(Channel.PC, Channel.WINDOW)[place % 5 == 0])
    known = do(accept_case, US, submit(a_resident(), COMMITTED))
    do(decide_case, US, known, **DECISION, now=LATER)
    me = a_resident()
    told = do(request_correction, US, submit(me, COMMITTED), defects=[defect("phone")])
    given = do(supply_correction, me, told, answers={"phone": "19900001235"}, material_blobs={})
    do(decide_case, US, do(accept_case, US, given, now=LATER), **DECISION, now=LATER)
    submit(a_resident(), COMMITTED)


def recounted() -> Counter[str]:
    """What a slow reader counts, over all days at once."""
    found: Counter[str] = Counter()
    for case in closed_cases(PLATFORM, since=NOW, until=LATER + timedelta(days=1)):
        seen = case.watched
        decided = seen.state in (CaseState.APPROVED, CaseState.DENIED)
        notices = [each for each in seen.events if each.kind == "CorrectionRequested"]
        found["closed"] += 1
        found["decided"] += decided
        found["on_net"] += seen.channel == "pc"
        found["visits"] += decided and seen.channel == "window"
        found["instant"] += any(e.kind == "Approved" and e.by == "rules" for e in seen.events)
        found["in_time"] += bool(seen.due_at and seen.closed_at and seen.closed_at <= seen.due_at)
        found["corrected"] += bool(notices)
        found["told_once"] += len(notices) == 1
    return found


def kept() -> Counter[str]:
    names = list(recounted())
    return Counter(
        {name: sum(getattr(row, name) for row in DaySums.objects.order_by("id")) for name in names}
    )


def test_the_sums_equal_a_slow_recount_and_the_counting_of_cases(monkeypatch):
    monkeypatch.setattr("tongban.insight.actions.roll_up_day._PIECE", 3)
    for day in (local_date(NOW), local_date(LATER), local_date(NOW)):
        roll_up_day(day=day, now=LATER)
    assert kept() == recounted()
    closed = sum(n for state, n in case_counts(PLATFORM).items() if state.closed)
    assert kept()["closed"] == closed == climate(LATER).closed
    for found in INDICATORS:
        (whole,) = (f.figure for f in climate(LATER).figures if f.indicator is found)
        for by in By:
            assert sum(part.below for part in parts(found.code, by, LATER)) == whole.behind
    listed = exceptions(What.VISIT, LATER)
    assert sum(each.count for each in listed) == recounted()["visits"] > 0


def test_the_clock_rolls_up_what_is_due_and_writes_a_leaf_only_for_what_changed():
    while roll_up_due(LATER):
        pass
    first = kept()
    about = f"insight-day:{local_date(NOW)}"
    assert roll_up_due(LATER + timedelta(minutes=9)) == 0
    assert roll_up_due(LATER + timedelta(minutes=11)) == 1
    roll_up_day(day=local_date(NOW), now=LATER)
    assert len(leaves_about(PLATFORM, about)) == 1
    assert kept() == first == recounted()


def test_a_window_of_one_day_and_an_unknown_indicator():
    roll_up_day(day=local_date(NOW), now=LATER)
    roll_up_day(day=local_date(LATER), now=LATER)
    assert climate(LATER, days=1).closed == 2
    assert climate(NOW, days=1).closed == 11
    with pytest.raises(IndicatorUnknown):
        parts("luck", By.ITEM, NOW)


def test_nobody_but_the_platform_opens_dossiers():
    assert closed_cases(US, since=NOW, until=LATER) == ()
