"""The steps of a flow: finish 办结环节, return 退回, transfer 转办, hand the case over 移交."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.agencies.api import agency
from tongban.cases.checks import need_words
from tongban.cases.domain.events import Event
from tongban.cases.domain.flow.definition import Flow, NodeKind
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow_events import (
    CaseHandedOver,
    JointOpinionGiven,
    StepDone,
    StepReturned,
    StepTransferred,
)
from tongban.cases.dossier import Words
from tongban.cases.flowing import symbol_of
from tongban.cases.officer import InHand, append_act, take_in_hand
from tongban.cases.published_flows import running
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import MoveNotPossible
from tongban.cases.views.case import CaseView
from tongban.kernel.actor import Actor


def complete_step(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    outcome: str,
    opinion: str,
    now: datetime,
    step: str | None = None,
) -> CaseView:
    """Finish the step one's agency has, with an outcome; in a joint review give one's opinion.

    The lead of a joint review finishes it when all others have spoken. ``step`` where the agency
    has several. Refuses WordsMissing, MoveNotPossible, and what ``accept_case`` refuses.
    Source: 行政许可法 26, 34.
    """
    need_words(opinion, "opinion")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="complete_step",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
            step=step,
        )
        on, marking, who = _standing(hand)
        code, by = hand.task.step, hand.task.agency_code
        speaks = on.by_code[code].kind is NodeKind.JOINT and not marking.open[code].merging
        kind = JointOpinionGiven if speaks else StepDone
        event = kind(at=now, by=by, step=code, agency=who, outcome=outcome)
        append_act(hand, event, Words(opinion=opinion), actor=actor, now=now)
    return read_case(actor, case_id, now)


def return_step(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    to: str,
    reason: str,
    now: datetime,
    step: str | None = None,
) -> CaseView:
    """Send the step back to an earlier one that the flow names. Refuses like ``complete_step``."""
    need_words(reason, "reason")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="return_step",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
            step=step,
        )
        _, _, who = _standing(hand)
        event: Event = StepReturned(
            at=now, by=hand.task.agency_code, step=hand.task.step, agency=who, to=to
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)


def transfer_step(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    to_agency: str,
    reason: str,
    now: datetime,
    step: str | None = None,
) -> CaseView:
    """Let another agency do the step. Refuses AgencyUnknown besides what ``complete_step`` does."""
    need_words(reason, "reason")
    agency(to_agency)
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="transfer_step",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
            step=step,
        )
        on, _, who = _standing(hand)
        event = StepTransferred(
            at=now,
            by=hand.task.agency_code,
            step=hand.task.step,
            agency=who,
            to_agency=symbol_of(hand.case, to_agency, on.agencies),
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)


def hand_over_case(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    to_agency: str,
    reason: str,
    now: datetime,
) -> CaseView:
    """Give all that one's agency has in the case, now and later, to another; by an approver.

    The power to decide stays where the law puts it: the deciding agency itself cannot hand over.
    Refuses AgencyUnknown, MoveNotPossible (the deciding agency, or no step of its own), and what
    ``complete_step`` refuses.
    """
    need_words(reason, "reason")
    agency(to_agency)
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="hand_over_case",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        on, _, who = _standing(hand)
        if hand.task.agency_code == hand.case.deciding_agency:
            raise MoveNotPossible("cannot_hand_over")
        event = CaseHandedOver(
            at=now,
            by=hand.task.agency_code,
            from_agency=who,
            to_agency=symbol_of(hand.case, to_agency, on.agencies),
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)


def _standing(hand: InHand) -> tuple[Flow, Marking, str]:
    """The flow, where it stands, and how it calls the agency that acts."""
    standing = running(hand.case.id)
    if standing is None or not hand.task.step:
        raise MoveNotPossible("step_not_open")
    on, marking = standing
    held = marking.open[hand.task.step]
    return on, marking, symbol_of(hand.case, hand.task.agency_code, held.agencies)
