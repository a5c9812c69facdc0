"""Settled, or not yet 是否办成: the person has the last word, and may say once that it is not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import due_at
from tongban.obstacles import events, policies
from tongban.obstacles.actions.tell_matter import ANSWER_WITHIN
from tongban.obstacles.domain.matter import MatterState
from tongban.obstacles.queries import matter_view
from tongban.obstacles.recording import locked, tell
from tongban.obstacles.refusals import MatterNotFound, StepNotOpen
from tongban.obstacles.views import MatterView


def settle_matter(*, actor: Actor, matter_id: str, satisfied: bool, now: datetime) -> MatterView:
    """The person says whether it is settled. The first no opens it again, with a term of its own;
    the second ends it as not settled, which is counted.

    Refuses MatterNotFound (also to everybody else), StepNotOpen.
    """
    with transaction.atomic():
        row = locked(matter_id)
        if not policies.is_teller(actor, row):
            raise MatterNotFound
        if row.state != MatterState.ANSWERED.value:
            raise StepNotOpen
        again = not satisfied and row.reopened_at is None
        row.satisfied = satisfied
        if again:
            row.state, row.reopened_at = MatterState.REOPENED.value, now
            row.due_at = due_at(now, ANSWER_WITHIN, calendar())
        else:
            row.state, row.settled_at = MatterState.SETTLED.value, now
        row.save(update_fields=["state", "satisfied", "reopened_at", "settled_at", "due_at"])
        tell(row, events.MATTER_REOPENED if again else events.MATTER_SETTLED, actor, now)
    return matter_view(row)
