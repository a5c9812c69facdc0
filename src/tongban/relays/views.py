"""What the outside sees of relays: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.calendar import Span
from tongban.kernel.text import Text
from tongban.parcels.api import ParcelState
from tongban.relays.domain.duty_log import End
from tongban.relays.domain.standing import RelayState, ReturnWay


@dataclass(frozen=True, slots=True)
class PassedView:
    """One thing that was handed over: its name and the SHA-256 of it, in hex."""

    name: Text
    sha256: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """Who was, or is (``until`` None), responsible: the end, its body, its place."""

    end: End
    body: Text
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class HandOverView:
    """One hand-over between two bodies. ``taken`` None: not answered; False: sent back.

    ``words`` are what was said with it or why it came back; ``waybill`` and ``way`` of originals
    that go by courier.
    """

    leg: int
    sender: Text
    receiver: Text
    sent_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    taken: bool | None
    late: bool
    passed: tuple[PassedView, ...]
    words: tuple[str, ...]
    waybill: str
    way: ParcelState | None


@dataclass(frozen=True, slots=True)
class AmendedView:
    """What came new or changed with a later sending: which hand-over, when, the things."""

    leg: int
    sent_at: datetime
    passed: tuple[PassedView, ...]


@dataclass(frozen=True, slots=True)
class RelayView:
    """A relay 异地代收: its receipt of collection 收件回执 and its duty log 责任日志.

    ``number`` is the receipt's; ``applicant`` is masked for officers. ``due_at`` and ``late`` are
    of what is on its way now. ``collected`` is what was handed over first, ``amended`` what each
    sending after a return brought new. ``available`` are the verbs the reader may do now.
    """

    id: str
    number: str
    case_id: str
    case_number: str
    item_code: str
    title: Text
    applicant: str
    state: RelayState
    holder: End | None
    return_way: ReturnWay
    collector: Text
    place: Text
    home: Text
    transit: Span
    collected_at: datetime
    ended_at: datetime | None
    collected: tuple[PassedView, ...]
    amended: tuple[AmendedView, ...]
    duties: tuple[DutyView, ...]
    hand_overs: tuple[HandOverView, ...]
    due_at: datetime | None
    late: bool
    available: tuple[str, ...]
    sitting_id: str


@dataclass(frozen=True, slots=True)
class DeskRelays:
    """What an officer's posts have: collected here, to be received or handled here, done."""

    collected: tuple[RelayView, ...]
    arriving: tuple[RelayView, ...]
    done: tuple[RelayView, ...]


@dataclass(frozen=True, slots=True)
class JointDuty:
    """A step of a case handled by several places 多地联办: the bodies and their regions (codes).

    ``spoken`` are those that finished it or gave their opinion, with when.
    """

    name: Text
    bodies: tuple[Text, ...]
    regions: tuple[str, ...]
    open: bool
    done: bool
    spoken: tuple[tuple[Text, datetime], ...]
