"""Close an engagement 结束代办: the firm's word, with its stars."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.facilitation.domain.engagement import STARS, EngagementState
from tongban.facilitation.events import ENGAGEMENT_CLOSED
from tongban.facilitation.policies import is_client
from tongban.facilitation.queries import engagement_view
from tongban.facilitation.recording import locked, note
from tongban.facilitation.refusals import EngagementNotFound, StarsMissing, StepNotOpen
from tongban.facilitation.views import EngagementView
from tongban.kernel.actor import Actor


def close_engagement(
    *, actor: Actor, engagement_id: str, stars: int, now: datetime
) -> EngagementView:
    """The firm ends it with one to five stars; the project itself goes on as it is.

    Refuses EngagementNotFound (also to everybody else), StarsMissing, StepNotOpen (not taken yet,
    or closed).
    """
    if stars not in STARS:
        raise StarsMissing
    with transaction.atomic():
        row = locked(engagement_id)
        if not is_client(actor, row):
            raise EngagementNotFound
        if row.state != EngagementState.UNDER_WAY.value:
            raise StepNotOpen
        row.state, row.stars, row.closed_at = EngagementState.CLOSED.value, stars, now
        row.save(update_fields=["state", "stars", "closed_at"])
        note(row, ENGAGEMENT_CLOSED, actor, now)
    return engagement_view(actor, row, now)
