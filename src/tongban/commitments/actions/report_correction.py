"""The holder says that what was found is put right 报告整改."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.commitments import policies
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.recording import locked_promise, move
from tongban.commitments.refusals import PromiseNotFound, StepNotOpen, need_words
from tongban.kernel.actor import Actor


def report_correction(*, actor: Actor, promise_id: str, words: str, now: datetime) -> None:
    """Within the time that was set; an officer looks again. Refuses WordsNeeded, PromiseNotFound,
    StepNotOpen (nothing is to be put right, or the time is over).
    """
    need_words(words)
    with transaction.atomic():
        row = locked_promise(promise_id)
        if not policies.is_holder(actor, row.subject_id):
            raise PromiseNotFound
        if row.correct_by is not None and now > row.correct_by:
            raise StepNotOpen(PromiseState(row.state))
        move(row, PromiseStep.CORRECTION_REPORTED, actor=actor, now=now, words=words)
