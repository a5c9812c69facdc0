"""Reading matters: one's own, an agency's, the counts for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q

from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many
from tongban.obstacles import policies
from tongban.obstacles.domain.matter import MatterState, Outcome, RootCause
from tongban.obstacles.models import Matter
from tongban.obstacles.refusals import MatterNotFound
from tongban.obstacles.views import CauseCount, MatterView

_MOST = 100
_COUNTED = timedelta(days=365)
_WAITING = [state.value for state in MatterState if state.waits_for_office]


def matter(actor: Actor, matter_id: str) -> MatterView:
    """A matter of one's own or of one's agency. Refuses MatterNotFound to everybody else."""
    row = Matter.objects.filter(id=matter_id).order_by("id").first()
    if row is None or not (policies.is_teller(actor, row) or policies.may_answer(actor, row)):
        raise MatterNotFound
    return matter_view(row)


def my_matters(actor: Actor) -> tuple[MatterView, ...]:
    """The newest 100 of whom the actor acts for."""
    if actor.acts_for is None or actor.posts:
        return ()
    rows = Matter.objects.filter(subject_id=actor.acts_for).order_by("-told_at", "id")
    return tuple(matter_view(row) for row in rows[:_MOST])


def waiting_matters(actor: Actor) -> tuple[MatterView, ...]:
    """What the actor's agencies have to answer, the most urgent first, 100 at most."""
    rows = Matter.objects.filter(agency_code__in=actor.agencies, state__in=_WAITING)
    return tuple(matter_view(row) for row in rows.order_by("due_at", "id")[:_MOST])


def cause_counts(now: datetime) -> tuple[CauseCount, ...]:
    """For everybody: answered matters of the last 365 days by root cause, the most first."""
    rows = Matter.objects.filter(answered_at__gte=now - _COUNTED).values("cause").order_by("cause")
    found = rows.annotate(n=Count("id"), good=Count("id", filter=Q(satisfied=True)))
    counts = (CauseCount(RootCause(one["cause"]), one["n"], one["good"]) for one in found)
    return tuple(sorted(counts, key=lambda one: (-one.count, one.cause.value)))


def changes_made(now: datetime) -> tuple[str, ...]:
    """For everybody: what offices changed in the last 365 days, the newest first, 20 at most."""
    rows = Matter.objects.filter(answered_at__gte=now - _COUNTED).exclude(change="")
    return tuple(rows.order_by("-answered_at", "id").values_list("change", flat=True)[:20])


def matter_view(row: Matter) -> MatterView:
    """A row as its readers see it."""
    sealed = [(row.subject_id, bytes(value)) for value in (row.told, row.answer) if value]
    opened = [None if value is None else value.decode() for value in unseal_many(sealed)]
    return MatterView(
        id=row.id,
        item_code=row.item_code,
        case_id=row.case_id,
        agency_code=row.agency_code,
        state=MatterState(row.state),
        told=opened[0],
        told_at=row.told_at,
        due_at=row.due_at,
        cause=RootCause(row.cause) if row.cause else None,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answer=opened[1] if len(opened) > 1 else None,
        change=row.change,
        answered_at=row.answered_at,
        reopened_at=row.reopened_at,
        satisfied=row.satisfied,
    )
