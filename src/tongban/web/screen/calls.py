"""/tv/places/<code>/calls: the call screen 叫号屏 of a hall, which nobody touches."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.places.api import LineNow, TicketView, lines_now, place_now
from tongban.web.present.queueing import place_line

_LOOK_AGAIN_S = "10"
_SHOWN = 8
_NEXT = 4


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Which number goes to which window, the newest call first; then who is next in each line.

    It asks for itself again every ten seconds, with or without a script. Refuses: PlaceNotFound.
    """
    now = timezone.now()
    seen = place_now(code, now)
    lines = lines_now(code, now)
    context = {
        "place": seen.place,
        "line": place_line(1, seen),
        "calls": _newest(lines),
        "lines": [(one, one.waiting[:_NEXT], len(one.waiting)) for one in lines],
        "now": now,
    }
    response = render(request, "screen/calls.html", context)
    response["Refresh"] = _LOOK_AGAIN_S
    return response


def _newest(lines: tuple[LineNow, ...]) -> list[TicketView]:
    called = [ticket for one in lines for ticket in one.called if ticket.called_at is not None]
    called.sort(key=lambda ticket: (ticket.called_at, ticket.label), reverse=True)
    return called[:_SHOWN]
