"""The result at the window that collected: confirm it came 签收结果, hand it out 发放."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import DeliveryWay, record_delivery
from tongban.files.api import blob
from tongban.kernel.actor import Actor
from tongban.reception.api import Presented
from tongban.relays.domain.duty_log import End, EntryKind, Passed
from tongban.relays.domain.standing import RelayState
from tongban.relays.passing import SIGNATURE
from tongban.relays.presence import present_person
from tongban.relays.queries import relay_view
from tongban.relays.telling import RESULT_HERE, tell_person
from tongban.relays.views import RelayView
from tongban.relays.writing import Line, enter, need, take_in_hand

_DESK = Actor.system("relays")


def confirm_result(*, actor: Actor, relay_id: str, now: datetime) -> RelayView:
    """The result came: the collecting window has it.

    Refuses RelayNotFound, NotYourEnd, StepNotNow.
    """
    with transaction.atomic():
        hand = take_in_hand(actor, "confirm_result", relay_id)
        if hand.state is not RelayState.RESULT_HERE:
            need(hand, RelayState.RESULT_UNDER_WAY)
            over = hand.log.hand_overs[-1]
            line = Line(EntryKind.TAKEN, End.COLLECTOR, over.leg, over.passed)
            enter(hand.row, (line,), actor=actor, post=hand.post, now=now)
            tell_person(hand.row, RESULT_HERE, over.leg, now)
    return relay_view(actor, hand.row, now)


def recipient(*, clerk: Actor, relay_id: str, presented: Presented, now: datetime) -> Actor:
    """Who came for the result, or with new files, acting before this clerk: what they sign or bring
    is kept as theirs.

    The applicant alone; of a firm whoever is its legal representative or holds its mandate.

    Refuses RelayNotFound, NotYourEnd, NotThePerson.
    """
    with transaction.atomic():
        row = take_in_hand(clerk, "hand_out", relay_id).row
    return present_person(clerk, row, presented, now)


def hand_out(
    *, clerk: Actor, relay_id: str, presented: Presented, ink: str, now: datetime
) -> RelayView:
    """Give the result to the ``recipient``, who signs for it by hand; both ends' duty is over.

    ``ink`` is the blob of their signature (``recipient`` owns it). A granted result counts as
    handed over with this proof, unless it was before. Refuses RelayNotFound, NotYourEnd,
    NotThePerson, StepNotNow, files' FileNotYours. Source: 行政许可法 44.
    """
    with transaction.atomic():
        hand = take_in_hand(clerk, "hand_out", relay_id)
        row = hand.row
        if hand.state is not RelayState.ENDED:
            need(hand, RelayState.RESULT_HERE)
            signed = blob(present_person(clerk, row, presented, now), ink).sha256
            line = Line(EntryKind.ENDED, End.COLLECTOR, passed=(Passed(SIGNATURE, signed),))
            enter(row, (line,), actor=clerk, post=hand.post, now=now)
            proof = f"{row.number} SHA-256 {signed[:16]}"
            record_delivery(case_id=row.case_id, way=DeliveryWay.WINDOW, proof=proof, now=now)
    return relay_view(clerk, row, now)
