"""/: what do you want to get done?"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.bundles.api import bundles
from tongban.cases.api import CaseRow, my_cases
from tongban.catalogue.api import AudienceSide, ThemeView, browse_items, themes
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import visitor_of
from tongban.web.portal.lists import CaseLine, case_line

_POPULAR = 8
_RUNNING = 3
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
        "running": _running(visitor.actor),
        "life_events": [theme for theme in known if theme.life_event],
        "bundles": [one for one in bundles() if not one.quiet],
        "person_themes": _side(known, AudienceSide.PERSON),
        "firm_themes": _side(known, AudienceSide.FIRM),
        "popular": browse_items(visitor.actor, size=_POPULAR).items,
        "suggested": _SUGGESTED,
    }
    return render(request, "portal/home.html", context)


def _side(known: Iterable[ThemeView], side: AudienceSide) -> list[ThemeView]:
    return [theme for theme in known if theme.side is side and not theme.life_event]


def _running(actor: Actor) -> tuple[CaseLine, ...]:
    if actor.account_id is None or actor.posts:
        return ()
    rows: tuple[CaseRow, ...] = my_cases(actor).items
    now = timezone.now()
    return tuple(case_line(row, now) for row in rows if not row.state.closed)[:_RUNNING]
