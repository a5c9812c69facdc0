"""Decisions reach their promises and credit repairs; the clock looks at what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseState, case
from tongban.commitments.actions.credit import repair_record
from tongban.commitments.actions.watch_promises import watch_promises
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.models import Promise
from tongban.commitments.published import kinds
from tongban.commitments.recording import locked_promise, move
from tongban.jobs.api import OutboxEvent, periodic, subscribe_many
from tongban.kernel.actor import Actor

MACHINE = Actor.system("commitments")
periodic("commitments.watch_promises", 10.0)(watch_promises)


@subscribe_many("CaseDecided", "commitments.case_decided")
@subscribe_many("CaseWithdrawn", "commitments.case_withdrawn")
@subscribe_many("AcceptanceRefused", "commitments.case_not_accepted")
def on_cases_closed(events: Sequence[OutboxEvent]) -> None:
    """Most cases carry no promise and repair nothing: one look at memory and one at an index."""
    repairing = {each.repair_item for each in kinds()}
    closed = {event.payload["case"]: event for event in events}
    for event in closed.values():
        if _is_granted(event) and event.payload["item"] in repairing:
            repair_record(
                number=penalty_of(event.payload["case"], event.occurred_at).strip(),
                subject_id=event.payload["subject"],
                actor=MACHINE,
                now=event.occurred_at,
            )
    waiting = Promise.objects.filter(case_id__in=closed, state=PromiseState.MADE.value)
    for seen in waiting.order_by("id"):
        event = closed[seen.case_id]
        with transaction.atomic():
            row = locked_promise(seen.id)
            step = PromiseStep.DECIDED if _is_granted(event) else PromiseStep.NOT_GRANTED
            if row.state == PromiseState.MADE.value:
                move(row, step, actor=MACHINE, now=event.occurred_at)


def _is_granted(event: OutboxEvent) -> bool:
    return CaseState(event.payload["state"]) is CaseState.APPROVED


def penalty_of(case_id: str, now: datetime) -> str:
    """The number that an application for repair names, as typed; empty when it names none."""
    return str(case(MACHINE, case_id, now).answers.get("penalty") or "")
