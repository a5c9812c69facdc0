"""What the outside sees of the reception: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.actor import Channel
from tongban.kernel.text import Text


class SeenBy(Enum):
    """How the clerk knows whom they serve 核验方式."""

    READER = "seen-by/card-reader"
    EYE = "seen-by/clerk"
    LETTER = "seen-by/copy-in-letter"
    VOICE = "seen-by/phone"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _SEEN[self]

    @property
    def channel(self) -> Channel:
        """Where somebody seen this way comes in."""
        return _CHANNELS[self]


_SEEN = {
    SeenBy.READER: Text.of("读卡器读取身份证", "identity card read by the reader"),
    SeenBy.EYE: Text.of("窗口人员当面核对证件", "document compared in person by the clerk"),
    SeenBy.LETTER: Text.of("信件中的证件复印件", "copy of the document in the letter"),
    SeenBy.VOICE: Text.of("电话核对姓名和号码", "name and number told on the phone"),
}
_CHANNELS = {
    SeenBy.READER: Channel.WINDOW,
    SeenBy.EYE: Channel.WINDOW,
    SeenBy.LETTER: Channel.PAPER,
    SeenBy.VOICE: Channel.PHONE,
}


class SittingState(Enum):
    """Where a sitting stands."""

    OPEN = "sitting/open"
    HANDED_IN = "sitting/handed-in"
    LEFT_AS_DRAFT = "sitting/left-as-draft"
    BROKEN_OFF = "sitting/broken-off"
    HANDED_BACK = "sitting/handed-back"


class SignedOn(Enum):
    """What a handwritten signature was made on."""

    TABLET = "signed-on/tablet"
    PAPER = "signed-on/paper"


@dataclass(frozen=True, slots=True)
class Presented:
    """Who somebody is by their identity card: ``name`` and ``number`` as they stand on it."""

    name: str
    number: str
    seen_by: SeenBy


@dataclass(frozen=True, slots=True)
class AskView:
    """A question for a rating 请评 of one sitting, on the tablet of ``window`` (``place/window``).

    ``agency_code`` is the agency whose clerk served; ``subject_id`` the person who may answer.
    """

    id: str
    sitting_id: str
    window: str
    subject_id: str
    case_id: str
    item_code: str
    agency_code: str
    region: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class HandBackView:
    """The slip of a hand-back 退件单: its number, what was handed back, why and when.

    ``other`` are things the guide does not name; it and ``reason`` are empty once the person was
    forgotten.
    """

    number: str
    materials: tuple[Text, ...]
    other: str
    reason: str
    handed_back_at: datetime


@dataclass(frozen=True, slots=True)
class SittingView:
    """One sitting 一次受理: a clerk serves ``subject_id`` for one item, over one channel.

    ``name`` and ``number`` are whole while it is open and its clerk looks, else masked.
    ``firm`` is the name of the firm they act for, empty in their own affairs.
    ``window`` is ``place/window`` where one was named. ``case_id`` once something was handed in.
    """

    id: str
    subject_id: str
    name: str
    number: str
    firm: str
    item_code: str
    channel: Channel
    seen_by: SeenBy
    window: str
    state: SittingState
    opened_at: datetime
    case_id: str | None
