"""The door of room reception."""

from __future__ import annotations

from tongban.reception.actions.ask_rating import ask_rating, close_ask
from tongban.reception.actions.end_sitting import break_off, leave_as_draft
from tongban.reception.actions.give_account import give_account
from tongban.reception.actions.hand_back import hand_back
from tongban.reception.actions.hand_in import hand_in
from tongban.reception.actions.open_sitting import open_sitting
from tongban.reception.actions.use_devices import (
    read_card,
    scan_sheet,
    take_ink,
    take_ink_of,
)
from tongban.reception.adapters.twins import (
    CardReaderTwin,
    RatingTabletTwin,
    ScannerTwin,
    SignatureTabletTwin,
)
from tongban.reception.events import (
    BROKEN_OFF,
    HANDED_BACK,
    HANDED_IN,
    LEFT_AS_DRAFT,
    RATING_ASKED,
    SITTING_OPENED,
)
from tongban.reception.policies import serving_post
from tongban.reception.ports import Card, Device, Picture, card_reader, connect_device, connected
from tongban.reception.queries import (
    asked_at,
    attended_actor,
    hand_back_slip,
    open_sittings,
    receipt,
    sitting,
)
from tongban.reception.refusals import (
    DeviceAbsent,
    DocumentNotReadable,
    HandBackNotWhole,
    NameNotThatOfNumber,
    NotActingForFirm,
    NothingOnTheDevice,
    NotYourWindow,
    SignedByThePersonOnly,
    SittingNotFound,
    SittingOver,
)
from tongban.reception.views import (
    AskView,
    HandBackView,
    Presented,
    SeenBy,
    SignedOn,
    SittingState,
    SittingView,
)

__all__ = [
    "BROKEN_OFF",
    "HANDED_BACK",
    "HANDED_IN",
    "LEFT_AS_DRAFT",
    "RATING_ASKED",
    "SITTING_OPENED",
    "AskView",
    "Card",
    "CardReaderTwin",
    "Device",
    "DeviceAbsent",
    "DocumentNotReadable",
    "HandBackNotWhole",
    "HandBackView",
    "NameNotThatOfNumber",
    "NotActingForFirm",
    "NotYourWindow",
    "NothingOnTheDevice",
    "Picture",
    "Presented",
    "RatingTabletTwin",
    "ScannerTwin",
    "SeenBy",
    "SignatureTabletTwin",
    "SignedByThePersonOnly",
    "SignedOn",
    "SittingNotFound",
    "SittingOver",
    "SittingState",
    "SittingView",
    "ask_rating",
    "asked_at",
    "attended_actor",
    "break_off",
    "card_reader",
    "close_ask",
    "connect_device",
    "connected",
    "give_account",
    "hand_back",
    "hand_back_slip",
    "hand_in",
    "leave_as_draft",
    "open_sitting",
    "open_sittings",
    "read_card",
    "receipt",
    "scan_sheet",
    "serving_post",
    "sitting",
    "take_ink",
    "take_ink_of",
]
