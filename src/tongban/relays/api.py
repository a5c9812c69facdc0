"""The door of room relays."""

from __future__ import annotations

from tongban.relays.actions.begin_collection import begin_collection
from tongban.relays.actions.collect import collect
from tongban.relays.actions.hand_out import confirm_result, hand_out, recipient
from tongban.relays.actions.receive import confirm_receipt, send_back
from tongban.relays.actions.send import send_again, send_result
from tongban.relays.domain.duty_log import End
from tongban.relays.domain.offer import Collecting, JointStep, Offer, Way
from tongban.relays.domain.standing import RelayState, ReturnWay
from tongban.relays.events import (
    RELAY_COLLECTED,
    RELAY_ENDED,
    RELAY_SENT,
    RELAY_SENT_BACK,
    RELAY_TAKEN,
)
from tongban.relays.published import relay_offer
from tongban.relays.queries import (
    collectable_items,
    desk_relays,
    joint_duties,
    relay,
    relay_of_case,
    takes_part,
)
from tongban.relays.refusals import (
    FormalCheckNotDone,
    NotCollectedHere,
    NotThePerson,
    NotYourEnd,
    PassedDiffers,
    ReasonMissing,
    RelayNotFound,
    StepNotNow,
)
from tongban.relays.views import (
    AmendedView,
    DeskRelays,
    DutyView,
    HandOverView,
    JointDuty,
    PassedView,
    RelayView,
)

__all__ = [
    "RELAY_COLLECTED",
    "RELAY_ENDED",
    "RELAY_SENT",
    "RELAY_SENT_BACK",
    "RELAY_TAKEN",
    "AmendedView",
    "Collecting",
    "DeskRelays",
    "DutyView",
    "End",
    "FormalCheckNotDone",
    "HandOverView",
    "JointDuty",
    "JointStep",
    "NotCollectedHere",
    "NotThePerson",
    "NotYourEnd",
    "Offer",
    "PassedDiffers",
    "PassedView",
    "ReasonMissing",
    "RelayNotFound",
    "RelayState",
    "RelayView",
    "ReturnWay",
    "StepNotNow",
    "Way",
    "begin_collection",
    "collect",
    "collectable_items",
    "confirm_receipt",
    "confirm_result",
    "desk_relays",
    "hand_out",
    "joint_duties",
    "recipient",
    "relay",
    "relay_of_case",
    "relay_offer",
    "send_again",
    "send_back",
    "send_result",
    "takes_part",
]
