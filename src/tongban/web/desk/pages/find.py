"""/desk/find: a case by its number, by who applied, or by service and days.

Numbers of people are posted, never put into an address: windows share their computers.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.api import CaseRow, NothingToFindBy, Sought, desk_find
from tongban.catalogue.api import browse_items
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import QUEUE, navigation, officer_of
from tongban.web.desk.pages.queue import Line, line_of

_WORDS_LIMIT = 60
_TITLE = Text.of("查找办件", "Find a case")


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The empty form, or what was found; the newest 50."""
    actor = officer_of(request)
    typed = {
        name: request.POST.get(name, "")[:_WORDS_LIMIT] for name in ("q", "item", "from", "to")
    }
    lines: list[Line] | None = None
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            now = timezone.now()
            lines = [line_of(row, now) for row in _found(actor, typed, now)]
        except NothingToFindBy as refusal:
            faults = [Fault(refusal.message, refusal.mend, "q")]
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(QUEUE, "/desk/"), Crumb(_TITLE)),
        "typed": typed,
        "items": _items(actor),
        "lines": lines,
        "faults": faults,
    }
    return render(request, "desk/find.html", context, status=422 if faults else 200)


def _found(actor: Actor, typed: dict[str, str], now: datetime) -> tuple[CaseRow, ...]:
    last = _day(typed["to"])
    sought = Sought(
        words=typed["q"],
        item_code=typed["item"],
        since=_start_of(_day(typed["from"])),
        until=_start_of(last + timedelta(days=1) if last else None),
    )
    return desk_find(actor, sought, now)


def _items(actor: Actor) -> list[tuple[str, Text]]:
    """Services of the regions of the actor's posts, by name."""
    found = {
        hit.code: hit.name
        for region in sorted({post.region for post in actor.posts})
        for hit in browse_items(actor, region=region, size=MAX_PAGE_SIZE).items
    }
    return sorted(found.items(), key=lambda each: each[1].zh)


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _start_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, calendar().tz)
