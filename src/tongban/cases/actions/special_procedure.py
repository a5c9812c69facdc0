"""特别程序: a hearing, inspection or review that stops the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.cases.charging import payment_asked
from tongban.cases.checks import need_words
from tongban.cases.domain.events import SpecialProcedureEnded, SpecialProcedureStarted
from tongban.cases.dossier import Words
from tongban.cases.officer import append_act, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import ProcedureNotAllowed, StepNotPossible
from tongban.cases.views.case import CaseView
from tongban.catalogue.api import ProcedureKind, item_by_version
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


def start_special_procedure(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    procedure: ProcedureKind,
    planned: Span,
    reason: str,
    now: datetime,
) -> CaseView:
    """Stop the clock for a procedure the guide lists; its kind, article and length are told.

    Refuses WordsMissing, ProcedureNotAllowed (not listed, without an article, or
    planned longer than its limit), and
    what ``accept_case`` refuses. Source: 行政许可法 45.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="start_special_procedure",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        item = item_by_version(hand.case.item_version_id)
        listed = next((p for p in item.special_procedures if p.kind is procedure), None)
        if listed is None:
            raise ProcedureNotAllowed(
                Text.of("办事指南没有列出这种特别程序。", "The guide lists no such procedure.")
            )
        if listed.article is None:
            raise ProcedureNotAllowed(
                Text.of(
                    "办事指南没有写明这种特别程序的依据，不能停表。",
                    "The guide names no article for this procedure, so the clock cannot stop.",
                )
            )
        if listed.max_span is not None and not planned.at_most(listed.max_span):
            raise ProcedureNotAllowed(
                Text.of(
                    f"计划时长超过了上限{listed.max_span.text.zh}。",
                    f"The planned length exceeds the limit of {listed.max_span.text.en}.",
                )
            )
        event = SpecialProcedureStarted(
            at=now,
            by=hand.case.current_agency,
            procedure=procedure.value,
            article=listed.article,
            planned=planned,
        )
        append_act(hand, event, Words(opinion=reason), actor=actor, now=now)
    return read_case(actor, case_id, now)


def end_special_procedure(
    *, actor: Actor, case_id: str, expected_version: int, result: str, now: datetime
) -> CaseView:
    """End the running procedure with its result; the clock goes on.

    A fee that went back meanwhile is asked for again.

    Refuses WordsMissing, StepNotPossible (none runs), and what ``accept_case`` refuses.
    Source: 行政许可法 45.
    """
    need_words(result, "result")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="end_special_procedure",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        running = hand.status.open_procedure
        if running is None:
            raise StepNotPossible(hand.status.state.label)
        event = SpecialProcedureEnded(
            at=now, by=hand.case.current_agency, procedure=running.started.procedure
        )
        status = append_act(hand, event, Words(opinion=result), actor=actor, now=now)
        asked = payment_asked(hand.case, actor, hand.calendar, now)
        if asked is not None:
            append_act(replace(hand, status=status), asked, actor=actor, now=now)
    return read_case(actor, case_id, now)
