"""The clock of promises: ask data first, and note the terms that ran out; bounded, repeatable."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.models import Promise
from tongban.commitments.published import terms
from tongban.commitments.recording import locked_promise, move
from tongban.elements.api import look_up
from tongban.kernel.actor import Actor

MACHINE = Actor.system("commitments")
_MOST = 50


def watch_promises(now: datetime) -> int:
    """Look at what is due, at most 50 promises; how many moved. Safe to run twice at once.

    Data that confirm a promise end its check. Data that are silent or say otherwise find nobody
    untrue: a person checks.
    """
    due = Promise.objects.filter(look_at__lte=now).order_by("look_at", "id")
    return sum(_look(row, now) for row in list(due[:_MOST]))


def _look(seen: Promise, now: datetime) -> bool:
    state = PromiseState(seen.state)
    if state is PromiseState.CORRECTING:
        step = PromiseStep.CORRECTION_OVERDUE
    elif seen.check_by is not None and now > seen.check_by:
        step = PromiseStep.CHECK_OVERDUE
    else:
        # Sources are asked with no row locked: they may be far away.
        step = PromiseStep.DATA_CONFIRMED if _confirmed(seen, now) else PromiseStep.DATA_SILENT
    with transaction.atomic():
        row = locked_promise(seen.id)
        if row.version != seen.version:
            return False
        move(row, step, actor=MACHINE, now=now)
    return True


def _confirmed(row: Promise, now: datetime) -> bool:
    under = terms(row.terms_code, row.terms_version)
    if not under.confirming:
        return False
    found = look_up(
        actor=MACHINE,
        subject_id=row.subject_id,
        element_ids=[element for element, _ in under.confirming],
        item_code=row.item_code,
        purpose=under.article,
        case_id=row.case_id,
        now=now,
    )
    said = {value.element_id: str(value.value) for value in found if not value.silent}
    return all(said.get(element) == wanted for element, wanted in under.confirming)
