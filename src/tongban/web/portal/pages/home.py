"""/: what do you want to get done?"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.catalogue.api import AudienceSide, ThemeView, browse_items, themes
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import visitor_of

_POPULAR = 8
_SUGGESTED = (
    Text.of("居住证", "Residence permit"),
    Text.of("开饭馆", "Open a restaurant"),
    Text.of("孩子出生", "A child is born"),
    Text.of("高龄津贴", "Old-age allowance"),
    Text.of("开公司", "Start a company"),
)


def show(request: HttpRequest) -> HttpResponse:
    """The home page: search, life events, what many people do, my running cases."""
    visitor = visitor_of(request)
    known = themes()
    context = {
        "visitor": visitor,
        "life_events": [theme for theme in known if theme.life_event],
        "person_themes": _side(known, AudienceSide.PERSON),
        "firm_themes": _side(known, AudienceSide.FIRM),
        "popular": browse_items(visitor.actor, size=_POPULAR).items,
        "suggested": _SUGGESTED,
    }
    return render(request, "portal/home.html", context)


def _side(known: Iterable[ThemeView], side: AudienceSide) -> list[ThemeView]:
    return [theme for theme in known if theme.side is side and not theme.life_event]
