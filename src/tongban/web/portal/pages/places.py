"""/places: halls, stations and terminals, as a list and a map; /places/<code>: one of them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.agencies.api import agency
from tongban.kernel.text import Text
from tongban.places.api import (
    PlaceKind,
    PlacesSought,
    PlaceView,
    areas,
    items_served,
    lines_now,
    place_now,
    places,
)
from tongban.web.design.parts import Choice, Crumb
from tongban.web.portal.place_map import place_map
from tongban.web.portal.regions import region_choices
from tongban.web.present.queueing import (
    RULE,
    WEEKDAYS,
    hours_words,
    item_name,
    item_names,
    place_line,
    wait_words,
)

_LONGEST = 64


def listed(request: HttpRequest) -> HttpResponse:
    """Places that serve an item, lie in a region, are of a kind, are open now."""
    now = timezone.now()
    asked = {
        "item": request.GET.get("item", "")[:_LONGEST],
        "region": request.GET.get("region", "")[:12],
        "kind": request.GET.get("kind", "")[:_LONGEST],
        "open": "1" if request.GET.get("open") else "",
    }
    kind = next((one for one in PlaceKind if one.short == asked["kind"]), None)
    sought = PlacesSought(asked["item"], asked["region"], kind, bool(asked["open"]))
    after = request.GET.get("after", "")[:_LONGEST] or None
    page = places(sought, now=now, cursor=after)
    lines = [place_line(at, seen) for at, seen in enumerate(page.items, start=1)]
    here = "/places?" + urlencode({key: value for key, value in asked.items() if value})
    context = {
        "asked": asked,
        "item": item_name(asked["item"]) if asked["item"] else None,
        "items": item_names(items_served()),
        "regions": region_choices(),
        "kinds": [Choice(one.short, one.label) for one in PlaceKind],
        "lines": lines,
        "total": page.total,
        "map": place_map(lines, areas()),
        "now": now,
        "next_url": f"{here}&{urlencode({'after': page.next_cursor})}" if page.next_cursor else "",
        "first_url": here if after else "",
        "path": (Crumb(gettext("Places")),),
    }
    return render(request, "portal/places.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One place: hours, the way in for everybody, what is served where, how long one waits now."""
    now = timezone.now()
    seen = place_now(code, now)
    place = seen.place
    context = {
        "line": place_line(1, seen),
        "place": place,
        "agency": agency(place.agency_code).name,
        "hours": _hours(place),
        "windows": [(window, item_names(window.items)) for window in place.windows],
        "self_service": item_names(place.self_service),
        "bookable": item_names({code for w in place.windows for code in w.items})
        if place.booking
        else [],
        "lines": [(one, wait_words(one.wait)) for one in lines_now(code, now)],
        "rule": RULE,
        "path": (Crumb(gettext("Places"), "/places"), Crumb(place.name)),
    }
    return render(request, "portal/place.html", context)


def _hours(place: PlaceView) -> list[tuple[Text, str]]:
    if place.opening.always:
        return []
    week = place.opening.weekly
    return [(day, hours_words(week[at])) for at, day in enumerate(WEEKDAYS)]
