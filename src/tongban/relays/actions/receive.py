"""The home end: confirm what arrived 签收, or send it back 退回代收地."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import case, record_arrival
from tongban.kernel.actor import Actor
from tongban.relays.domain.duty_log import End, EntryKind
from tongban.relays.domain.standing import RelayState
from tongban.relays.passing import arrived_whole
from tongban.relays.queries import relay_view
from tongban.relays.refusals import PassedDiffers, ReasonMissing
from tongban.relays.telling import ARRIVED, CAME_BACK, tell_person
from tongban.relays.views import RelayView
from tongban.relays.writing import Line, enter, need, take_in_hand

_LONGEST = 500


def confirm_receipt(*, actor: Actor, relay_id: str, now: datetime) -> RelayView:
    """Who decides has it: from now they are responsible and the clocks of the law count.

    Said twice it counts once. Refuses RelayNotFound, NotYourEnd, StepNotNow, PassedDiffers (a hash
    is not that of the receipt), and ``StepNotPossible`` of cases. Source: 行政许可法 32.
    """
    with transaction.atomic():
        hand = take_in_hand(actor, "confirm_receipt", relay_id)
        if hand.state is not RelayState.WITH_HOME:
            need(hand, RelayState.UNDER_WAY)
            if not arrived_whole(hand.log, case(actor, hand.row.case_id, now)):
                raise PassedDiffers
            over = hand.log.hand_overs[-1]
            line = Line(EntryKind.TAKEN, End.HOME, over.leg, over.passed)
            enter(hand.row, (line,), actor=actor, post=hand.post, now=now)
            record_arrival(actor=actor, post=hand.post, case_id=hand.row.case_id, now=now)
            tell_person(hand.row, ARRIVED, over.leg, now)
    return relay_view(actor, hand.row, now)


def send_back(*, actor: Actor, relay_id: str, reason: str, now: datetime) -> RelayView:
    """Not whole, not legible, or not for here: back to who collected it, with the reason.

    They stay responsible; the person reads the reason. It is no refusal of acceptance. Refuses
    RelayNotFound, NotYourEnd, StepNotNow, ReasonMissing.
    """
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST:
        raise ReasonMissing(_LONGEST)
    with transaction.atomic():
        hand = take_in_hand(actor, "send_back", relay_id)
        if hand.state is not RelayState.CAME_BACK:
            need(hand, RelayState.UNDER_WAY)
            leg = hand.log.hand_overs[-1].leg
            line = Line(EntryKind.SENT_BACK, End.HOME, leg, words=reason)
            enter(hand.row, (line,), actor=actor, post=hand.post, now=now)
            tell_person(hand.row, CAME_BACK, leg, now)
    return relay_view(actor, hand.row, now)
