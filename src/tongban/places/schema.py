"""What packs write about places, and how it is read."""

from __future__ import annotations

import re
from datetime import time
from enum import Enum
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator

from tongban.content.api import EntryCode, LocalText, PackFault, PackModel
from tongban.kernel.text import Text
from tongban.places.domain.ground import Point
from tongban.places.domain.opening import Opening, Stretch
from tongban.places.domain.slots import BookingRule
from tongban.places.views import AccessFact, LineView, PlaceKind, PlaceView, WindowView

_STRETCH = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _read_stretch(value: Any) -> Stretch:
    if isinstance(value, Stretch):
        return value
    found = _STRETCH.fullmatch(str(value))
    if found is None or (found[3] == "24" and found[4] != "00"):
        raise PackFault(
            Text.of(f"“{value}”不是一段时间。", f"“{value}” is not a stretch of time."),
            Text.of("写成 09:00-12:00；到午夜写 24:00。", "Write 09:00-12:00; midnight is 24:00."),
        )
    ends = time(int(found[3]) % 24, int(found[4]))
    return Stretch(time(int(found[1]), int(found[2])), ends)


def _write_stretch(stretch: Stretch) -> str:
    ends = f"{stretch.ends:%H:%M}"
    return f"{stretch.begins:%H:%M}-{'24:00' if ends == '00:00' else ends}"


StretchText = Annotated[Stretch, PlainValidator(_read_stretch), PlainSerializer(_write_stretch)]
Region = Annotated[str, Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")]
Degrees = Annotated[float, Field(ge=-180, le=180)]
ItemCode = Annotated[str, Field(min_length=1, max_length=50)]


class KindWord(Enum):
    """The word a pack uses for the kind of a place."""

    HALL = "hall"
    STATION = "station"
    KIOSK = "kiosk"


class HoursEntry(PackModel):
    """Opening hours: stretches for each weekday, or ``always``."""

    always: bool = False
    monday: tuple[StretchText, ...] = ()
    tuesday: tuple[StretchText, ...] = ()
    wednesday: tuple[StretchText, ...] = ()
    thursday: tuple[StretchText, ...] = ()
    friday: tuple[StretchText, ...] = ()
    saturday: tuple[StretchText, ...] = ()
    sunday: tuple[StretchText, ...] = ()

    @property
    def opening(self) -> Opening:
        """As the domain reads it."""
        weekly = tuple(tuple(getattr(self, day)) for day in WEEKDAYS)
        return Opening(weekly, self.always)


class LineEntry(PackModel):
    """A line: the letter before its numbers, and the minutes planned for one service."""

    code: str = Field(pattern=r"^[A-Z]$")
    name: LocalText
    minutes: int = Field(ge=1, le=240)


class WindowEntry(PackModel):
    """A window; ``agency`` is the ``short`` of the organisation that staffs it."""

    code: str = Field(pattern=r"^[A-Z0-9]{1,6}$")
    name: LocalText
    line: str
    agency: str
    items: tuple[ItemCode, ...] = Field(min_length=1)


class BookingEntry(PackModel):
    """How it is booked; see ``BookingRule``."""

    minutes: int = Field(ge=5, le=240)
    seats: int = Field(ge=1, le=100)
    days_ahead: int = Field(ge=1, le=60, default=14)
    notice_minutes: int = Field(ge=0, le=10_080, default=30)


class PlaceEntry(PackModel):
    """One place: ``places/<code>.yaml``."""

    code: EntryCode
    name: LocalText
    kind: KindWord
    region: Region
    agency: str = Field(description="short of the organisation that runs it")
    address: LocalText
    phone: str = Field(max_length=30, default="")
    east: Degrees
    north: Annotated[float, Field(ge=-90, le=90)]
    hours: HoursEntry
    access: tuple[AccessFact, ...] = ()
    lines: tuple[LineEntry, ...] = Field(max_length=26, default=())
    windows: tuple[WindowEntry, ...] = Field(max_length=200, default=())
    self_service: tuple[ItemCode, ...] = ()
    booking: BookingEntry | None = None

    def view(self, agency_codes: dict[str, str]) -> PlaceView:
        """As everybody reads it; ``agency_codes`` are USCCs by ``short``."""
        return PlaceView(
            code=self.code,
            name=self.name,
            kind=PlaceKind[self.kind.name],
            region=self.region,
            agency_code=agency_codes[self.agency],
            address=self.address,
            phone=self.phone,
            point=Point(self.east, self.north),
            opening=self.hours.opening,
            facts=self.access,
            lines=tuple(LineView(line.code, line.name, line.minutes) for line in self.lines),
            windows=tuple(
                WindowView(w.code, w.name, w.line, agency_codes[w.agency], w.items)
                for w in self.windows
            ),
            self_service=self.self_service,
            booking=BookingRule(**self.booking.model_dump()) if self.booking else None,
        )


class AreaEntry(PackModel):
    """The outline of a division: ``[east, north]`` corners in order, at least three."""

    region: Region
    outline: tuple[tuple[Degrees, Degrees], ...] = Field(min_length=3, max_length=500)

    @property
    def points(self) -> tuple[Point, ...]:
        """The corners."""
        return tuple(Point(east, north) for east, north in self.outline)
