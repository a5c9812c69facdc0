"""Places, slots, appointments and numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tongban.web.api.schemas.shapes import Code, In, Key, Out, Words


class PointOut(Out):
    """Degrees of longitude and latitude (CGCS2000)."""

    east: float
    north: float


class LineOut(Out):
    """A line: the letter of its numbers, and the minutes planned for one service."""

    code: str
    name: Words
    minutes: int


class WindowOut(Out):
    """A window and the items it serves."""

    code: str
    name: Words
    line: str
    agency_code: str
    items: list[str]


class StretchOut(Out):
    """A stretch of a local day; ``ends`` at 00:00 is midnight at its end."""

    begins: str
    ends: str


class PlaceOut(Out):
    """A hall, a station or a terminal, and how it stands now."""

    code: str
    name: Words
    kind: Code
    region: str
    agency_code: str
    address: Words
    phone: str
    point: PointOut
    always_open: bool
    hours: list[list[StretchOut]] = Field(description="Monday first; a holiday is closed")
    access: list[Code]
    lines: list[LineOut]
    windows: list[WindowOut]
    self_service: list[str]
    bookable: bool
    openness: Code
    opens_at: datetime | None


class PlacePageOut(Out):
    """Some places; ask on with ``cursor=next_cursor``."""

    items: list[PlaceOut]
    next_cursor: str | None
    total: int | None


class SlotOut(Out):
    """A time that can be booked, and the seats left in it."""

    starts_at: datetime
    ends_at: datetime
    left: int


class WaitOut(Out):
    """Who is ahead, the estimated minutes, and by what they are known."""

    ahead: int
    minutes: int
    basis: Code
    samples: int


class LineNowOut(Out):
    """A line now: the labels that wait in the order of calling, and a newcomer's wait."""

    line: LineOut
    waiting: list[str]
    wait: WaitOut


class NumberOut(Out):
    """A number; nothing of a person is in it."""

    label: str
    place_code: str
    item_code: str
    line: str
    group: Code
    standing: Code
    window: str
    taken_at: datetime
    called_at: datetime | None
    may_return: bool
    wait: WaitOut | None


class AppointmentOut(Out):
    """An appointment of the caller; ``code`` is typed at the place on arrival."""

    id: str
    place_code: str
    item_code: str
    line: str
    starts_at: datetime
    ends_at: datetime
    state: Code
    code: str
    number_token: str


class BookIn(In):
    """What to book; ``starts_at`` is that of a slot, with its zone."""

    place_code: Key
    item_code: Key
    starts_at: datetime


class MoveIn(In):
    """Where to."""

    starts_at: datetime


class PlacesIn(In):
    """Which places are asked for."""

    item: Annotated[str, Field(max_length=50)] = ""
    region: Annotated[str, Field(pattern=r"^(\d{6}(\d{3}(\d{3})?)?)?$")] = ""
    kind: Annotated[str, Field(pattern=r"^(hall|station|kiosk)?$")] = ""
    open_now: bool = False
    cursor: Annotated[str, Field(max_length=64)] | None = None
    size: Annotated[int, Field(ge=1, le=100)] = 50
