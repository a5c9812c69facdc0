"""What a facilitator does: takes a project on, leaves notes, reminds. Nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.facilitation import policies
from tongban.facilitation.domain.engagement import EngagementState, NoteKind
from tongban.facilitation.domain.tasks import Turn
from tongban.facilitation.events import FACILITATOR_ASSIGNED, FACILITATOR_NOTED, STEP_REMINDED
from tongban.facilitation.models import Engagement, Note
from tongban.facilitation.queries import engagement_view
from tongban.facilitation.recording import locked, note
from tongban.facilitation.refusals import (
    ContactMissing,
    EngagementNotFound,
    FacilitatorsOnly,
    RemindedToday,
    StepNotOpen,
    WordsMissing,
)
from tongban.facilitation.telling import ASSIGNED, NOTED, REMINDED, tell_firm
from tongban.facilitation.views import EngagementView
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal

_LONGEST = 1000
_LONGEST_PHONE = 30


def take_project(*, actor: Actor, engagement_id: str, phone: str, now: datetime) -> EngagementView:
    """A facilitator of the place takes it on; the firm is told the post and ``phone``.

    Refuses EngagementNotFound, FacilitatorsOnly, ContactMissing, StepNotOpen (somebody has it).
    """
    if not phone.strip() or len(phone.strip()) > _LONGEST_PHONE:
        raise ContactMissing
    with transaction.atomic():
        row = locked(engagement_id)
        post = policies.facilitator_post(actor, row.region)
        if post is None or actor.account_id is None:
            raise FacilitatorsOnly
        if row.state != EngagementState.ASKED.value:
            raise StepNotOpen
        row.state, row.taken_at = EngagementState.UNDER_WAY.value, now
        row.agency_code, row.post_id = post.agency_code, post.id
        row.account_id, row.phone = actor.account_id, phone.strip()
        row.save(
            update_fields=["state", "taken_at", "agency_code", "post_id", "account_id", "phone"]
        )
        note(row, FACILITATOR_ASSIGNED, actor, now)
        tell_firm(row, ASSIGNED, "assigned", now)
    return engagement_view(actor, row, now)


def leave_note(*, actor: Actor, engagement_id: str, words: str, now: datetime) -> EngagementView:
    """A word for the firm, kept with the project.

    Refuses WordsMissing, EngagementNotFound (also to who did not take it), StepNotOpen (closed).
    """
    said = words.strip()
    if not said or len(said) > _LONGEST:
        raise WordsMissing
    with transaction.atomic():
        row = _guided(actor, engagement_id)
        kept = Note.objects.create(
            id=new_id("note"),
            engagement=row,
            kind=NoteKind.NOTE.value,
            day=calendar().local_date(now),
            words=seal(row.subject_id, said.encode()),
            noted_at=now,
        )
        note(row, FACILITATOR_NOTED, actor, now)
        tell_firm(row, NOTED, kept.id, now)
    return engagement_view(actor, row, now)


def remind(*, actor: Actor, engagement_id: str, step: str, now: datetime) -> EngagementView:
    """Remind whose move a step is: the firm by message, the office on the page of its case.

    Once a step and day. A reminder moves nothing and shortens no term. Refuses EngagementNotFound
    (also to who did not take it), StepNotOpen (the step is over or has not begun), RemindedToday.
    """
    with transaction.atomic():
        row = _guided(actor, engagement_id)
        tasks = {one.step: one for one in engagement_view(actor, row, now).tasks}
        task = tasks.get(step)
        if task is None or task.turn is Turn.LATER:
            raise StepNotOpen
        day = calendar().local_date(now)
        try:
            with transaction.atomic():
                Note.objects.create(
                    id=new_id("note"),
                    engagement=row,
                    kind=NoteKind.REMINDER.value,
                    step=step,
                    case_id=task.case_id or "",
                    day=day,
                    noted_at=now,
                )
        except IntegrityError:
            raise RemindedToday from None
        note(row, STEP_REMINDED, actor, now, step)
        if task.turn is Turn.FIRM:
            tell_firm(row, REMINDED, f"{step}:{day}", now)
    return engagement_view(actor, row, now)


def _guided(actor: Actor, engagement_id: str) -> Engagement:
    row = locked(engagement_id)
    if not policies.guides(actor, row):
        raise EngagementNotFound
    if row.state != EngagementState.UNDER_WAY.value:
        raise StepNotOpen
    return row
