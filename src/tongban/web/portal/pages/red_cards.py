"""/red-cards: red cards of the last year by agency, with the causes given, for anybody 红牌公示."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.text import Text
from tongban.monitoring.api import RedCards, red_cards
from tongban.web.design.parts import Bar, Crumb
from tongban.web.present.naming import agency_name

_UNTOLD = Text.of("还没有说明", "Not said yet")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency's cards in words."""

    agency: Text
    cards: RedCards
    causes: tuple[tuple[Text, int], ...]


def show(request: HttpRequest) -> HttpResponse:
    """Counts only: no case, nobody's name."""
    entries = [
        Entry(
            agency_name(each.agency_code),
            each,
            tuple((cause.label if cause else _UNTOLD, n) for cause, n in each.causes),
        )
        for each in red_cards(timezone.now())
    ]
    context = {
        "entries": entries,
        "chart": [Bar(each.agency, each.cards.count, str(each.cards.count)) for each in entries],
        "path": (Crumb(gettext("Red cards of agencies")),),
    }
    return render(request, "portal/red-cards.html", context)
