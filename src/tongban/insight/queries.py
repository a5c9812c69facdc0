"""Reading figures: from the daily sums only, never from cases. Public: nobody is in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

from django.db.models import Count, QuerySet, Sum

from tongban.insight.domain.counting import What, Why
from tongban.insight.domain.indicators import BY_CODE, INDICATORS, Indicator, figure_of
from tongban.insight.domain.sums import NAMES, Sums
from tongban.insight.models import DaySums, ExceptionRow
from tongban.insight.refusals import IndicatorUnknown
from tongban.insight.views import ClimateView, ExceptionCount, FigureView, PartView
from tongban.jurisdiction.api import local_date

WINDOW_DAYS = 30
_MOST_DAYS = 366
_MOST_ROWS = 200


class By(Enum):
    """What a figure is broken down by."""

    ITEM = "item"
    REGION = "region"


def climate(now: datetime, days: int = WINDOW_DAYS) -> ClimateView:
    """Every indicator over the last ``days`` local days (at most 366), today among them."""
    since, until = _window(now, days)
    sums = _sums(_rows(since, until))
    figures = tuple(FigureView(each, figure_of(each, sums)) for each in INDICATORS)
    return ClimateView(since, until, sums.closed, figures)


def indicator(code: str) -> Indicator:
    """One definition. Refuses IndicatorUnknown."""
    if code not in BY_CODE:
        raise IndicatorUnknown(code)
    return BY_CODE[code]


def parts(code: str, by: By, now: datetime, days: int = WINDOW_DAYS) -> tuple[PartView, ...]:
    """One indicator by item or by region, what counts most first; at most 200.

    Parts with too few cases show no figure. Refuses IndicatorUnknown.
    """
    defined = indicator(code)
    since, until = _window(now, days)
    column = "item_code" if by is By.ITEM else "region"
    found = []
    for row in _rows(since, until).values(column).annotate(**_totals()).order_by(column):
        sums = Sums(**{name: row[f"sum_{name}"] for name in NAMES})
        above, below = defined.take(sums)
        if above or below:
            found.append(PartView(row[column], _plain(above), below, figure_of(defined, sums)))
    return tuple(sorted(found, key=lambda part: (-part.below, part.key))[:_MOST_ROWS])


def exceptions(what: What, now: datetime, days: int = WINDOW_DAYS) -> tuple[ExceptionCount, ...]:
    """Visits, or materials handed over, counted by item and cause; the most first, at most 200."""
    since, until = _window(now, days)
    rows = (
        ExceptionRow.objects.filter(what=what.value, day__gte=since, day__lte=until)
        .values_list("why", "item_code", "code", "reference")
        .annotate(number=Count("id"))
        .order_by("-number", "item_code", "code", "why", "reference")[:_MOST_ROWS]
    )
    return tuple(
        ExceptionCount(what, Why(why), item, code, reference, number)
        for why, item, code, reference, number in rows
    )


def _window(now: datetime, days: int) -> tuple[date, date]:
    until = local_date(now)
    return until - timedelta(days=min(max(days, 1), _MOST_DAYS) - 1), until


def _rows(since: date, until: date) -> QuerySet[DaySums]:
    return DaySums.objects.filter(day__gte=since, day__lte=until)


def _totals(names: Iterable[str] = NAMES) -> dict[str, Sum]:
    return {f"sum_{name}": Sum(name) for name in names}


def _sums(rows: QuerySet[DaySums]) -> Sums:
    told = rows.aggregate(**_totals())
    return Sums(**{name: told[f"sum_{name}"] or getattr(Sums(), name) for name in NAMES})


def _plain(amount: Decimal | int) -> str:
    return str(amount.quantize(Decimal("0.01"))) if isinstance(amount, Decimal) else str(amount)
