"""Take a task 领取, or give it back 退回."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.officer import let_go, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.views.case import CaseView
from tongban.kernel.actor import Actor
from tongban.ledger.api import record


def claim_task(*, actor: Actor, case_id: str, expected_version: int, now: datetime) -> CaseView:
    """Take the open task of a case, so that nobody else works on it. Twice is the same as once.

    Refuses CaseNotFound, NotYourTask (agency, region, duty), CaseChanged, TaskHeldByOther,
    StepNotPossible.
    """
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="claim_task",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        record(
            kind="cases.task-claimed",
            about=case_id,
            facts={"task": hand.task.id, "post": hand.post.id},
            actor=actor,
            now=now,
        )
    return read_case(actor, case_id, now)


def release_task(*, actor: Actor, case_id: str, expected_version: int, now: datetime) -> CaseView:
    """Give the task back to the queue. Refuses like ``claim_task``."""
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="release_task",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        let_go(hand.task)
        record(
            kind="cases.task-released",
            about=case_id,
            facts={"task": hand.task.id, "post": hand.post.id},
            actor=actor,
            now=now,
        )
    return read_case(actor, case_id, now)
