"""/search: items in one's own words, by region and audience."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.bundles.api import search_bundles
from tongban.catalogue.api import (
    AudienceSide,
    ItemHit,
    browse_items,
    search_items,
    suggestions,
    themes,
)
from tongban.federation.api import items_elsewhere
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page
from tongban.web.design.parts import Choice, Crumb
from tongban.web.plumbing.acting import actor_of
from tongban.web.portal.regions import region_choices

_LONGEST = 60


def show(request: HttpRequest) -> HttpResponse:
    """Results, highlighted, with filters; what to try when there are none."""
    actor, known_themes, regions = actor_of(request), themes(), region_choices()
    asked = {
        "q": request.GET.get("q", "").strip()[:_LONGEST],
        "region": _known(request.GET.get("region"), {one.value for one in regions}),
        "side": _known(request.GET.get("side"), {one.short for one in AudienceSide}),
        "theme": _known(request.GET.get("theme"), {one.code for one in known_themes}),
    }
    after = request.GET.get("after") or None
    page = _find(actor, asked, after)
    here = "/search?" + urlencode({key: value for key, value in asked.items() if value})
    context = {
        "asked": asked,
        "page": page,
        "bundles": search_bundles(asked["q"]) if asked["q"] and not after else (),
        "elsewhere": items_elsewhere(asked["q"], timezone.now()) if not after else (),
        "suggested": () if page.items else suggestions(actor),
        "theme": next((one for one in known_themes if one.code == asked["theme"]), None),
        "regions": regions,
        "sides": [Choice(one.short, one.label) for one in AudienceSide],
        "next_url": f"{here}&{urlencode({'after': page.next_cursor})}" if page.next_cursor else "",
        "first_url": here if after else "",
        "path": (Crumb(gettext("Search")),),
    }
    return render(request, "portal/search.html", context)


def _find(actor: Actor, asked: dict[str, str], after: str | None) -> Page[ItemHit]:
    side = next((one for one in AudienceSide if one.short == asked["side"]), None)
    region = asked["region"] or None
    if asked["q"]:
        return search_items(actor, text=asked["q"], region=region, audience=side, cursor=after)
    theme = asked["theme"] or None
    return browse_items(actor, theme=theme, region=region, audience=side, cursor=after)


def _known(sent: str | None, allowed: set[str]) -> str:
    return sent if sent in allowed else ""
