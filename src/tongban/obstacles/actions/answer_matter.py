"""Answer a matter: why it could not be done, what came of it, what was changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.ledger.api import seal
from tongban.obstacles import events, policies
from tongban.obstacles.actions.tell_matter import MOST_WORDS
from tongban.obstacles.domain.matter import MatterState, Outcome, RootCause
from tongban.obstacles.queries import matter_view
from tongban.obstacles.recording import locked, tell
from tongban.obstacles.refusals import NotYourMatter, StepNotOpen, WordsMissing
from tongban.obstacles.views import MatterView


def answer_matter(
    *,
    actor: Actor,
    matter_id: str,
    cause: RootCause,
    outcome: Outcome,
    words: str,
    change: str,
    now: datetime,
) -> MatterView:
    """The agency answers. ``words`` are for the person; ``change`` is published: no person in it.

    Refuses MatterNotFound, NotYourMatter, StepNotOpen, WordsMissing.
    """
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise WordsMissing
    with transaction.atomic():
        row = locked(matter_id)
        if not policies.may_answer(actor, row):
            raise NotYourMatter
        if not MatterState(row.state).waits_for_office:
            raise StepNotOpen
        row.state, row.cause, row.outcome = MatterState.ANSWERED.value, cause.value, outcome.value
        row.answer = seal(row.subject_id, said.encode())
        row.change, row.answered_at = change.strip()[:500], now
        row.save(update_fields=["state", "cause", "outcome", "answer", "change", "answered_at"])
        tell(row, events.MATTER_ANSWERED, actor, now)
    return matter_view(row)
