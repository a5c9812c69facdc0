"""What a helper may do: within appointment, area, mandate, item and term, and nothing beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from tongban.assistance.domain.errand import ErrandState
from tongban.kernel.codes.division import covers
from tongban.kernel.text import Text

LONGEST = timedelta(days=90)
_COUNTY = 6


@dataclass(frozen=True, slots=True)
class Appointment:
    """A helper's appointment 聘任: for which area (division code), on which days (inclusive)."""

    area: str
    valid_from: date
    valid_until: date
    ended: bool = False

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return not self.ended and self.valid_from <= on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Power:
    """A mandate as this room reads it: items, days (inclusive), and whether it was taken back."""

    items: frozenset[str]
    valid_from: date
    valid_until: date
    revoked: bool = False


class Lack(Enum):
    """Why a helper may not act. The first that applies is told."""

    NOT_APPOINTED = "not-appointed"
    OUTSIDE_AREA = "outside-area"
    NO_MANDATE = "no-mandate"
    TAKEN_BACK = "taken-back"
    OUTSIDE_TERM = "outside-term"
    OUTSIDE_SCOPE = "outside-scope"
    OVER = "over"

    @property
    def label(self) -> Text:
        """In words."""
        return _LACKS[self]


def lack(
    *,
    appointment: Appointment,
    power: Power | None,
    state: ErrandState,
    village: str,
    item: str,
    item_region: str,
    on: date,
) -> Lack | None:
    """What a helper lacks to act on an errand on a day; None when nothing is lacking.

    ``village`` is where the resident lives, ``item_region`` where the item is handled: both must
    lie with the helper's area. Source: 民法典 163, 165 (matter, powers and term of a mandate),
    174 (it ends when the task is done or the principal takes it back).
    """
    if not appointment.holds(on):
        return Lack.NOT_APPOINTED
    if not serves(appointment.area, village, item_region):
        return Lack.OUTSIDE_AREA
    if power is None:
        return Lack.NO_MANDATE
    if power.revoked:
        return Lack.TAKEN_BACK
    if state.over:
        return Lack.OVER
    if not power.valid_from <= on <= power.valid_until:
        return Lack.OUTSIDE_TERM
    return None if item in power.items else Lack.OUTSIDE_SCOPE


def serves(area: str, village: str, item_region: str) -> bool:
    """Whether an area covers the village, and the item is one of its county or of a level above."""
    county = area[:_COUNTY]
    return covers(area, village) and (covers(item_region, county) or covers(county, item_region))


def lives_there(registered: str, village: str) -> bool:
    """Whether the village lies where the person is on record, or the record within it."""
    return covers(registered, village) or covers(village, registered)


def fits_term(begins: date, ends: date) -> bool:
    """Whether a mandate may have this term: not backwards, 90 days at most."""
    return begins <= ends <= begins + LONGEST


_LACKS = {
    Lack.NOT_APPOINTED: Text.of(
        "您今天没有在任的代办员聘任。", "You hold no appointment as a helper today."
    ),
    Lack.OUTSIDE_AREA: Text.of(
        "这件事不在您负责的村（社区）范围内。", "This lies outside the area you are appointed for."
    ),
    Lack.NO_MANDATE: Text.of("本人还没有授权。", "The person has given no mandate yet."),
    Lack.TAKEN_BACK: Text.of(
        "授权已经收回或结束，不能再办理，也不能再查看。",
        "The mandate was taken back or has ended: nothing more can be done or seen.",
    ),
    Lack.OUTSIDE_TERM: Text.of(
        "授权的期限已过或还没有开始。", "The mandate's term is over or has not begun."
    ),
    Lack.OUTSIDE_SCOPE: Text.of("授权不包括这个事项。", "The mandate does not cover this service."),
    Lack.OVER: Text.of("这件事已经办结或终止。", "This errand is done or ended."),
}
