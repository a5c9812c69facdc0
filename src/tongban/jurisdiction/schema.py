"""What a pack writes about places, working days and code lists."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from tongban.content.api import LocalText, PackDate, PackModel
from tongban.jurisdiction.views import DivisionLevel


class SuccessorEntry(PackModel):
    """What the division became, since which day; ``partial`` when only a part of it went there."""

    code: str = Field(pattern=r"^[0-9]{6,12}$")
    since: PackDate
    partial: bool = False


class DivisionPeriod(PackModel):
    """One period in the life of a division; ``valid_until`` is the first day no longer valid."""

    name: LocalText
    level: DivisionLevel
    parent: str | None = None
    valid_from: PackDate
    valid_until: PackDate | None = None
    successors: tuple[SuccessorEntry, ...] = ()


class DivisionEntry(DivisionPeriod):
    """``divisions/``: a division, its newest period at the top, older ones under ``earlier``.

    Codes: 6 digits down to the county, 9 for townships, 12 for villages (GB/T 2260, 10114).
    """

    code: str = Field(pattern=r"^[0-9]{6}([0-9]{3}([0-9]{3})?)?$")
    earlier: tuple[DivisionPeriod, ...] = ()

    def periods(self) -> tuple[DivisionPeriod, ...]:
        """All periods, the newest first."""
        return (self, *self.earlier)


class HolidayEntry(PackModel):
    """Days off from ``first`` to ``last`` (one day without it), under one name."""

    name: LocalText
    first: PackDate
    last: PackDate | None = None

    def days(self) -> tuple[date, ...]:
        """Every day of it, in order."""
        length = ((self.last or self.first) - self.first).days
        return tuple(self.first + timedelta(days=step) for step in range(length + 1))


class YearEntry(PackModel):
    """The complete table of one year: holidays with their days in lieu, and 调休 working days."""

    year: int = Field(ge=1949, le=2200)
    holidays: tuple[HolidayEntry, ...] = ()
    workdays: tuple[PackDate, ...] = ()


class CalendarEntry(PackModel):
    """``calendars/``: a calendar, or only what differs from the one it is ``based_on``.

    ``zone`` is an IANA time zone. The one called ``default`` counts wherever no other is named.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{1,59}$")
    title: LocalText
    zone: str
    based_on: str | None = None
    years: tuple[YearEntry, ...] = ()


class CodeItem(PackModel):
    """One code with its name; ``valid_until`` retires it without losing old records' meaning."""

    code: str = Field(min_length=1, max_length=60)
    name: LocalText
    valid_from: PackDate | None = None
    valid_until: PackDate | None = None
    also: dict[str, str] = Field(default_factory=dict)


class CodeListEntry(PackModel):
    """``code-lists/``: a list of codes under one scheme (``gb-t-2261-1``), in display order."""

    scheme: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,59}$")
    title: LocalText
    entries: tuple[CodeItem, ...] = Field(min_length=1)
