"""What this room hands out: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text
from tongban.places.domain.ground import Point
from tongban.places.domain.opening import Opening, Openness
from tongban.places.domain.queue import Group, Standing
from tongban.places.domain.slots import BookingRule, Slot
from tongban.places.domain.waiting import Wait


class PlaceKind(Enum):
    """What a place is 场所类型: a hall, a station of a township or village, or a terminal."""

    HALL = "places.hall"
    STATION = "places.station"
    KIOSK = "places.kiosk"

    @property
    def short(self) -> str:
        """The word used in packs, addresses and the interface."""
        return self.name.lower()

    @property
    def label(self) -> Text:
        """The kind in words."""
        return _KINDS[self]


class AccessFact(Enum):
    """What makes a place usable by everybody 无障碍设施; what is not listed is not there."""

    STEP_FREE = "step-free"
    LOW_COUNTER = "low-counter"
    ACCESSIBLE_TOILET = "accessible-toilet"
    WHEELCHAIR = "wheelchair"
    SIGN_LANGUAGE = "sign-language"
    HEARING_LOOP = "hearing-loop"
    BRAILLE = "braille"
    NURSING_ROOM = "nursing-room"
    ACCESSIBLE_PARKING = "accessible-parking"

    @property
    def label(self) -> Text:
        """The fact in words."""
        return _FACTS[self]


class AppointmentState(Enum):
    """Where an appointment 预约 stands."""

    BOOKED = "places.booked"
    ARRIVED = "places.arrived"
    CANCELLED = "places.cancelled"
    MISSED = "places.missed"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _STATES[self]


_KINDS = {
    PlaceKind.HALL: Text.of("政务服务大厅", "Service hall"),
    PlaceKind.STATION: Text.of("便民服务站", "Service station"),
    PlaceKind.KIOSK: Text.of("自助终端", "Self-service terminal"),
}
_FACTS = {
    AccessFact.STEP_FREE: Text.of("无台阶通道", "Step-free way in"),
    AccessFact.LOW_COUNTER: Text.of("低位服务台", "Low counter"),
    AccessFact.ACCESSIBLE_TOILET: Text.of("无障碍卫生间", "Accessible toilet"),
    AccessFact.WHEELCHAIR: Text.of("轮椅借用", "Wheelchair to borrow"),
    AccessFact.SIGN_LANGUAGE: Text.of("手语服务", "Sign language"),
    AccessFact.HEARING_LOOP: Text.of("助听回路", "Hearing loop"),
    AccessFact.BRAILLE: Text.of("盲文指引", "Braille signs"),
    AccessFact.NURSING_ROOM: Text.of("母婴室", "Nursing room"),
    AccessFact.ACCESSIBLE_PARKING: Text.of("无障碍停车位", "Accessible parking"),
}
_STATES = {
    AppointmentState.BOOKED: Text.of("已预约", "Booked"),
    AppointmentState.ARRIVED: Text.of("已到场取号", "Arrived"),
    AppointmentState.CANCELLED: Text.of("已取消", "Cancelled"),
    AppointmentState.MISSED: Text.of("未到", "Missed"),
}


@dataclass(frozen=True, slots=True)
class LineView:
    """A line 队列 of a place: windows that serve the same items call from it.

    ``minutes`` is what the place plans for one service.
    """

    code: str
    name: Text
    minutes: int


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window 窗口: its line, the agency (USCC) that staffs it, the items it serves."""

    code: str
    name: Text
    line: str
    agency_code: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place 政务服务场所 as published: a hall, a station or a terminal.

    ``self_service`` are the items its terminals serve; ``booking`` is None where nothing is booked.
    """

    code: str
    name: Text
    kind: PlaceKind
    region: str
    agency_code: str
    address: Text
    phone: str
    point: Point
    opening: Opening
    facts: tuple[AccessFact, ...]
    lines: tuple[LineView, ...]
    windows: tuple[WindowView, ...]
    self_service: tuple[str, ...]
    booking: BookingRule | None

    @property
    def items(self) -> frozenset[str]:
        """Every item served here, at a window or at a terminal."""
        return frozenset(self.self_service).union(*(window.items for window in self.windows))

    def line_of(self, item_code: str) -> LineView | None:
        """The line in which one waits for an item; None when no window serves it."""
        serving = {window.line for window in self.windows if item_code in window.items}
        return next((line for line in self.lines if line.code in serving), None)

    def window(self, code: str) -> WindowView | None:
        """The window of this code, or None."""
        return next((window for window in self.windows if window.code == code), None)


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place with how it stands at the moment asked about; ``opens_at`` when it is closed."""

    place: PlaceView
    openness: Openness
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class AreaView:
    """The outline of a division, for the map."""

    region: str
    outline: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SlotView:
    """A slot that can be booked and how many seats are left in it (0: full)."""

    slot: Slot
    left: int


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """An appointment 预约. ``code`` is typed at the place to take a number on arrival.

    ``number_token`` leads to the number once it was taken; empty before.
    """

    id: str
    place_code: str
    item_code: str
    line: str
    subject_id: str
    starts_at: datetime
    ends_at: datetime
    state: AppointmentState
    code: str
    number_token: str


@dataclass(frozen=True, slots=True)
class TicketView:
    """A number 排队号 as everybody may see it: nothing of a person is in it.

    ``label`` is what is called (``A012``); ``wait`` is None unless the number waits.
    """

    token: str
    place_code: str
    item_code: str
    line: str
    label: str
    group: Group
    standing: Standing
    window: str
    taken_at: datetime
    called_at: datetime | None
    may_return: bool
    wait: Wait | None


@dataclass(frozen=True, slots=True)
class LineNow:
    """How a line stands now: who waits (labels in the order of calling), the wait of a newcomer,
    and what was called last."""

    line: LineView
    waiting: tuple[str, ...]
    wait: Wait
    called: tuple[TicketView, ...]
