"""Send: again, after it came back; and the result, to the window where it was collected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseState, case
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span, due_at
from tongban.relays.domain.duty_log import End, EntryKind, Passed
from tongban.relays.domain.standing import RelayState, ReturnWay
from tongban.relays.passing import result_of
from tongban.relays.queries import relay_view
from tongban.relays.refusals import ReasonMissing, StepNotNow
from tongban.relays.views import RelayView
from tongban.relays.writing import InHand, Line, enter, need, take_in_hand

_LONGEST = 500
_RESULTS = (CaseState.APPROVED, CaseState.DENIED, CaseState.NOT_ACCEPTED)


def send_again(
    *, actor: Actor, relay_id: str, words: str, courier: str = "", now: datetime
) -> RelayView:
    """After it came back: what was put right, and off again; the time on the way begins anew.

    Refuses RelayNotFound, NotYourEnd, StepNotNow, ReasonMissing.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        raise ReasonMissing(_LONGEST)
    with transaction.atomic():
        hand = take_in_hand(actor, "send_again", relay_id)
        if hand.state is not RelayState.UNDER_WAY:
            need(hand, RelayState.CAME_BACK)
            last = hand.log.hand_overs[-1]
            _sent(hand, End.COLLECTOR, last.passed, actor, now, words=words, courier=courier)
    return relay_view(actor, hand.row, now)


def send_result(*, actor: Actor, relay_id: str, courier: str = "", now: datetime) -> RelayView:
    """What was decided goes back to the window that collected, when the person comes for it there.

    Refuses RelayNotFound, NotYourEnd, StepNotNow (nothing is decided, or it goes electronically).
    """
    with transaction.atomic():
        hand = take_in_hand(actor, "send_result", relay_id)
        if hand.state is not RelayState.RESULT_UNDER_WAY:
            need(hand, RelayState.WITH_HOME)
            known = case(actor, hand.row.case_id, now)
            wanted = ReturnWay(hand.row.return_way) is ReturnWay.AT_WINDOW
            if known.state not in _RESULTS or not wanted:
                raise StepNotNow(known.state.label)
            _sent(hand, End.HOME, (result_of(known),), actor, now, courier=courier)
    return relay_view(actor, hand.row, now)


def _sent(
    hand: InHand,
    end: End,
    passed: tuple[Passed, ...],
    actor: Actor,
    now: datetime,
    *,
    words: str = "",
    courier: str = "",
) -> None:
    due = due_at(now, Span.parse(hand.row.transit), calendar())
    leg = len(hand.log.hand_overs) + 1
    line = Line(EntryKind.SENT, end, leg, passed, due, words, courier)
    enter(hand.row, (line,), actor=actor, post=hand.post, now=now)
