"""Send: again, after it came back; and the result, to the window where it was collected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseState, amend_afar, case
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span, due_at
from tongban.reception.api import Presented
from tongban.relays.domain.duty_log import End, EntryKind, Passed
from tongban.relays.domain.standing import RelayState, ReturnWay
from tongban.relays.passing import SIGNATURE, passed_of, result_of
from tongban.relays.presence import present_person
from tongban.relays.queries import relay_view
from tongban.relays.refusals import NotThePerson, ReasonMissing, StepNotNow
from tongban.relays.views import RelayView
from tongban.relays.writing import InHand, Line, enter, need, take_in_hand

_LONGEST = 500
_PLATFORM = Actor.system("relays")
_RESULTS = (CaseState.APPROVED, CaseState.DENIED, CaseState.NOT_ACCEPTED)


def send_again(
    *,
    actor: Actor,
    relay_id: str,
    words: str,
    courier: str = "",
    presented: Presented | None = None,
    material_blobs: Mapping[str, str] | None = None,
    now: datetime,
) -> RelayView:
    """After it came back: what was put right, and off again; the time on the way begins anew.

    ``material_blobs``, by material code, are files the person brought since, kept as theirs
    (``recipient`` owns them); they stand in place of the former or beside them. The person is there
    with their card then (``presented``). What was sent first stays in the log, by its hashes.
    Refuses RelayNotFound, NotYourEnd, StepNotNow, ReasonMissing, NotThePerson, and MaterialsMissing
    of cases.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        raise ReasonMissing(_LONGEST)
    with transaction.atomic():
        hand = take_in_hand(actor, "send_again", relay_id)
        if hand.state is not RelayState.UNDER_WAY:
            need(hand, RelayState.CAME_BACK)
            last = hand.log.hand_overs[-1]
            passed = last.passed
            if material_blobs:
                passed = _amended(hand, actor, presented, material_blobs, now)
            _sent(hand, End.COLLECTOR, passed, actor, now, words=words, courier=courier)
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


def _amended(
    hand: InHand,
    actor: Actor,
    presented: Presented | None,
    material_blobs: Mapping[str, str],
    now: datetime,
) -> tuple[Passed, ...]:
    """Take the new files into the case; what goes on now, with the page that was signed."""
    if presented is None:
        raise NotThePerson
    case_id = hand.row.case_id
    amend_afar(
        actor=actor,
        post=hand.post,
        person=present_person(actor, hand.row, presented, now),
        case_id=case_id,
        material_blobs=material_blobs,
        now=now,
    )
    signed = (one for one in hand.log.hand_overs[-1].passed if one.code == SIGNATURE)
    return (*passed_of(case(_PLATFORM, case_id, now)), *signed)


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
