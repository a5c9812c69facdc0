"""Extend the time to decide 延长办理期限: once, by whom the law names, with the reasons told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.checks import need_words
from tongban.cases.domain.events import TermExtended
from tongban.cases.domain.terms import TERMS, Approver, Handling, Term
from tongban.cases.dossier import Words
from tongban.cases.officer import InHand, append_act, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import TermNotExtendable
from tongban.cases.views.case import CaseView
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


def extend_term(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    added: Span,
    approved_by: Approver,
    reason: str,
    now: datetime,
) -> CaseView:
    """Add to the time to decide, before it is over; the applicant reads the reason.

    Up to ten working days by the head of the agency; of a joint case up to fifteen by the head of
    the government at its level. ``added`` in working days. Refuses WordsMissing, TermNotExtendable
    (more than the law allows, by the wrong person, extended before, over), and what
    ``accept_case`` refuses. Source: 行政许可法 42.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="extend_term",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        term = term_of(hand)
        _need_extendable(hand, term, added, approved_by, now)
        event = TermExtended(
            at=now,
            by=hand.case.current_agency,
            added=added,
            approver=approved_by.value,
            article=term.article,
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)


def term_of(hand: InHand) -> Term:
    """The law's term for this case: joint when its statutory time is that of joint handling."""
    joint = hand.status.statutory == TERMS[Handling.JOINT].decide
    return TERMS[Handling.JOINT if joint else Handling.ALONE]


def _need_extendable(
    hand: InHand, term: Term, added: Span, approved_by: Approver, now: datetime
) -> None:
    last = hand.status.statutory_due_at or hand.status.due_at
    if hand.status.added is not None:
        raise TermNotExtendable(
            Text.of("这个办件已经延长过一次。", "This case has been extended once already.")
        )
    if last is not None and now > last:
        raise TermNotExtendable(
            Text.of("办理期限已经过了，不能再延长。", "The time to decide is over already.")
        )
    allowed, head = term.extension, term.approver
    if allowed is None or added.unit is not allowed.unit or added.amount > allowed.amount:
        most = allowed.text if allowed else Text.of("零", "nothing")
        raise TermNotExtendable(Text.of(f"最多延长{most.zh}。", f"At most {most.en} may be added."))
    if approved_by is not head and head is not None:
        raise TermNotExtendable(
            Text.of(
                f"应当由{head.label.zh}批准延长。", f"It takes the approval of {head.label.en}."
            )
        )
