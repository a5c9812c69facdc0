"""The published places. They are public: no actor is asked, nothing personal is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.agencies.api import agency_by_short
from tongban.content.api import standing
from tongban.jurisdiction.api import calendar
from tongban.kernel.calendar import Calendar
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.refusal import Refusal
from tongban.places.domain.opening import Openness
from tongban.places.models import Area, Place
from tongban.places.refusals import PlaceNotFound
from tongban.places.schema import AreaEntry, PlaceEntry
from tongban.places.views import AreaView, OpenPlace, PlaceKind, PlaceView

_PROVINCE_END, _CITY_END = "0000", "00"
_NO_CALENDAR = Calendar("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class PlacesSought:
    """Which places are asked for; every part may be left out.

    ``region`` takes in everything below it (six digits ending in 00 or 0000: a city, a province).
    """

    item_code: str = ""
    region: str = ""
    kind: PlaceKind | None = None
    open_now: bool = False


def place(code: str) -> PlaceView:
    """One published place. Refuses: PlaceNotFound (also when it was withdrawn)."""
    found = _places().get(code)
    if found is None:
        raise PlaceNotFound
    return found


def places(
    sought: PlacesSought, *, now: datetime, cursor: str | None = None, size: int = 50
) -> Page[OpenPlace]:
    """Places that fit, by code, with how they stand at ``now``; at most 100 at a time.

    ``total`` is exact. A cursor is the code of the last place seen.
    """
    size = max(1, min(size, MAX_PAGE_SIZE))
    today = office_days()
    begins = region_prefix(sought.region)
    found = [
        seen
        for one in _places().values()
        if one.region.startswith(begins)
        and sought.kind in (None, one.kind)
        and (not sought.item_code or sought.item_code in one.items)
        and ((seen := stands(one, now, today)).openness is Openness.OPEN or not sought.open_now)
    ]
    rest = [one for one in found if cursor is None or one.place.code > cursor]
    more = len(rest) > size
    return Page(tuple(rest[:size]), rest[size - 1].place.code if more else None, len(found))


def stands(place: PlaceView, now: datetime, days: Calendar) -> OpenPlace:
    """The place with whether it is open at ``now``, else when it opens."""
    opening = place.opening
    return OpenPlace(place, opening.at(now, days), opening.opens_next(now, days))


def place_now(code: str, now: datetime) -> OpenPlace:
    """One place as it stands at ``now``. Refuses: PlaceNotFound."""
    return stands(place(code), now, office_days())


@standing
def items_served() -> frozenset[str]:
    """Codes of every item that some published place serves, at a window or at a terminal."""
    return frozenset(code for one in _places().values() for code in one.items)


@standing
def areas() -> tuple[AreaView, ...]:
    """The outlines of divisions (longitude and latitude in degrees), by code, for drawing a map."""
    entries = (
        AreaEntry.model_validate(document)
        for document in Area.objects.order_by("region").values_list("document", flat=True)
    )
    return tuple(AreaView(entry.region, entry.points) for entry in entries)


def office_days() -> Calendar:
    """The calendar places keep; one that knows no year while none is published."""
    try:
        return calendar()
    except Refusal:
        return _NO_CALENDAR


def region_prefix(region: str) -> str:
    """What the codes of everything within a division begin with (GB/T 2260)."""
    county_or_above = region[:6] if len(region) == 6 else region
    return county_or_above.removesuffix(_PROVINCE_END).removesuffix(_CITY_END)


@standing
def _places() -> dict[str, PlaceView]:
    rows = Place.objects.filter(withdrawn=False).order_by("code")
    entries = [PlaceEntry.model_validate(row.document) for row in rows]
    shorts = {e.agency for e in entries} | {w.agency for e in entries for w in e.windows}
    codes = {short: agency_by_short(short).code for short in sorted(shorts)}
    return {entry.code: entry.view(codes) for entry in entries}
