"""Decisions reach their promises and credit repairs; the clock looks at what is due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseState, case
from tongban.commitments.actions.credit import repair_record
from tongban.commitments.actions.watch_promises import watch_promises
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.models import Promise
from tongban.commitments.published import kinds
from tongban.commitments.recording import locked_promise, move
from tongban.jobs.api import OutboxEvent, periodic, subscribe
from tongban.kernel.actor import Actor

MACHINE = Actor.system("commitments")
periodic("commitments.watch_promises", 10.0)(watch_promises)


@subscribe("CaseDecided", "commitments.case_decided", swift=True)
@subscribe("CaseWithdrawn", "commitments.case_withdrawn", swift=True)
@subscribe("AcceptanceRefused", "commitments.case_not_accepted", swift=True)
def on_case_closed(event: OutboxEvent) -> None:
    """Most cases carry no promise and repair nothing: one look at memory and one at an index."""
    told = event.payload
    granted = CaseState(told["state"]) is CaseState.APPROVED
    if granted and told["item"] in {each.repair_item for each in kinds()}:
        repair_record(
            number=penalty_of(told["case"], event.occurred_at).strip(),
            subject_id=told["subject"],
            actor=MACHINE,
            now=event.occurred_at,
        )
    waiting = Promise.objects.filter(case_id=told["case"], state=PromiseState.MADE.value)
    seen = waiting.order_by("id").first()
    if seen is None:
        return
    with transaction.atomic():
        row = locked_promise(seen.id)
        step = PromiseStep.DECIDED if granted else PromiseStep.NOT_GRANTED
        if row.state == PromiseState.MADE.value:
            move(row, step, actor=MACHINE, now=event.occurred_at)


def penalty_of(case_id: str, now: datetime) -> str:
    """The number that an application for repair names, as typed; empty when it names none."""
    return str(case(MACHINE, case_id, now).answers.get("penalty") or "")
