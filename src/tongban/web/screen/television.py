"""/tv/: services, places and hours to be read from the sofa with a remote control 电视端.

Links only: nothing is typed and nobody signs in on a screen that a whole room sees; a code leads
the telephone to where one applies.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.catalogue.api import VersionState, browse_items, guide_item
from tongban.jurisdiction.api import DivisionView, children, division
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.places.api import PlacesSought, lines_now, place_now, places
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.public_address import public_address
from tongban.web.portal.holdings import holdings_of
from tongban.web.portal.regions import region_name
from tongban.web.present.queueing import WEEKDAYS, hours_words, item_names, place_line, wait_words

_VIEWER = Actor.anonymous()
_ITEMS = 9
_PLACES = 6
_WHERE = 3
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to choose: its name, a line below it, where it leads."""

    name: Text
    url: str
    under: Text | None = None


def home(request: HttpRequest) -> HttpResponse:
    """Where do you live? The cities and districts of the province."""
    here = settings.HOME_REGION
    cities = children(here)
    context = {
        "home": Tile(region_name(here), f"/tv/regions/{here}"),
        "cities": [
            (_tile(city), [_tile(district) for district in children(city.code)]) for city in cities
        ],
    }
    return render(request, "screen/home.html", context)


def region(request: HttpRequest, code: str) -> HttpResponse:
    """The services of a region, nine at a time, and its places with whether they are open.

    Refuses: DivisionUnknown.
    """
    known = division(code)
    after = request.GET.get("after", "")[:_LONGEST] or None
    page = browse_items(_VIEWER, region=code, cursor=after, size=_ITEMS)
    now = timezone.now()
    halls = places(PlacesSought(region=code), now=now, size=_PLACES)
    context = {
        "name": known.name,
        "items": [Tile(one.name, f"/tv/items/{one.code}", one.agency_name) for one in page.items],
        "places": [place_line(at, seen) for at, seen in enumerate(halls.items, start=1)],
        "more": f"/tv/regions/{code}?after={page.next_cursor}" if page.next_cursor else "",
        "first": f"/tv/regions/{code}" if after else "",
    }
    return render(request, "screen/region.html", context)


def item(request: HttpRequest, code: str) -> HttpResponse:
    """A service in short, from the version every end reads, with the code for a telephone.

    Refuses whatever ``catalogue`` refuses.
    """
    known = guide_item(code)
    served = places(PlacesSought(item_code=code), now=timezone.now(), size=_WHERE)
    context = {
        "item": known,
        "agency": known.agency_name,
        "suspended": known.state is VersionState.SUSPENDED,
        "bring": [one.material.name for one in holdings_of(known, _VIEWER) if one.must_bring],
        "places": [place_line(at, one) for at, one in enumerate(served.items, start=1)],
        "qr": qr_path(f"{public_address(request)}/items/{code}"),
        "back": f"/tv/regions/{known.region[:6]}",
    }
    return render(request, "screen/item.html", context)


def hall(request: HttpRequest, code: str) -> HttpResponse:
    """A place: its hours, who waits now, what is served. Refuses: PlaceNotFound."""
    now = timezone.now()
    seen = place_now(code, now)
    known = seen.place
    week = () if known.opening.always else known.opening.weekly
    context = {
        "line": place_line(1, seen),
        "place": known,
        "hours": [(WEEKDAYS[at], hours_words(one)) for at, one in enumerate(week)],
        "lines": [(one, wait_words(one.wait)) for one in lines_now(code, now)],
        "items": [Tile(name, f"/tv/items/{one}") for one, name in item_names(known.items)[:_ITEMS]],
        "back": f"/tv/regions/{known.region[:6]}",
    }
    return render(request, "screen/place.html", context)


def _tile(known: DivisionView) -> Tile:
    return Tile(known.name, f"/tv/regions/{known.code}")
