"""The one way a case changes: events appended, projection, evidence and outbox together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tongban.cases.domain.events import Event
from tongban.cases.domain.state import advance, state
from tongban.cases.domain.status import IllegalStep, Status
from tongban.cases.domain.stored_events import facts_of
from tongban.cases.domain.watching import first_watch
from tongban.cases.dossier import Words, seal_words
from tongban.cases.events import OUTBOX_NAMES
from tongban.cases.flowing import follow
from tongban.cases.history import bearing_events, last_seq
from tongban.cases.models import Case, Task
from tongban.cases.refusals import StepNotPossible
from tongban.cases.views.clock import Light
from tongban.cases.views.state import CaseState
from tongban.jobs.api import publish_all
from tongban.kernel.actor import Actor, Post
from tongban.kernel.calendar import Calendar
from tongban.kernel.canonical_json import canonical_json
from tongban.ledger.api import insert_rows, record

# The same statement for any number of events, so that PostgreSQL keeps its plan.
_INSERT_EVENTS = """
    INSERT INTO cases_caseevent (case_id, account_id, post_id, seq, kind, at, by, facts, sealed)
    SELECT %s::text, %s::text, %s::text, seq, kind, at, by, facts, sealed
    FROM unnest(%b::int[], %b::text[], %b::timestamptz[], %b::text[], %b::jsonb[], %b::bytea[])
        WITH ORDINALITY AS said (seq, kind, at, by, facts, sealed, place) ORDER BY place
"""
# While the applicant has the ball nothing is due for the office: such cases sort to the end.
_NOT_OURS_TO_HURRY = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Said:
    """An event with the words that were said in it, sealed when stored."""

    event: Event
    words: Words | None = None


def project(case: Case, status: Status, calendar: Calendar) -> None:
    """Bring the case's list columns in line with its status."""
    case.state = status.state.value
    case.due_at = status.due_at
    case.yellow_at = status.yellow_from
    case.paused = status.light is Light.PAUSED
    case.closed_at = status.closed_at
    if status.state is CaseState.CORRECTING or status.in_transit:
        case.next_at = status.received_at + _NOT_OURS_TO_HURRY
    else:
        case.next_at = status.tell_by or status.due_at or status.submitted_at
    case.watch_at = first_watch(status, calendar)


def append(
    case: Case,
    status: Status,
    said: Sequence[Said],
    *,
    actor: Actor,
    post: Post | None,
    calendar: Calendar,
    now: datetime,
) -> Status:
    """Append events to a stored, locked case; the caller's transaction. Returns the new status.

    Refuses StepNotPossible when the law of steps forbids one of them.
    """
    try:
        for each in said:
            status = advance(status, each.event, calendar)
    except IllegalStep as fault:
        raise StepNotPossible(status.state.label) from fault
    stood = bearing_events(case)
    status = state([*stood, *(each.event for each in said)], now, calendar)
    begun = follow(case, [each.event for each in said], status.state, now)
    said = [*said, *map(Said, begun)]
    project(case, status, calendar)
    case.version += 1
    case.save(
        update_fields=[
            "state", "due_at", "yellow_at", "paused", "closed_at", "next_at", "watch_at",
            "current_agency", "version", "sealed",
        ]
    )  # fmt: skip
    write_events(case, last_seq(case), said, actor=actor, post=post, now=now)
    if status.state.closed:
        Task.objects.filter(case=case, done_at__isnull=True).update(done_at=now)
    return status


def write_events(
    case: Case,
    before: int,
    said: Sequence[Said],
    *,
    actor: Actor,
    post: Post | None,
    now: datetime,
    new: Sequence[Case] = (),
) -> None:
    """Event rows after the ``before`` that stand, one evidence leaf, one outbox row per event.

    ``new`` is the case itself where it is only now stored.
    """
    kinds = [type(each.event).__name__ for each in said]
    facts = [facts_of(each.event) for each in said]
    places = list(range(before + 1, before + 1 + len(said)))
    stored = [
        case.id,
        actor.account_id,
        post.id if post else None,
        places,
        kinds,
        [each.event.at for each in said],
        [each.event.by for each in said],
        [canonical_json(known) for known in facts],
        [seal_words(case.applicant_id, each.words) for each in said],
    ]
    insert_rows(new, beside=(_INSERT_EVENTS, stored))
    record(
        kind=f"cases.{_leaf_name(kinds[0])}",
        about=case.id,
        facts={
            "number": case.number,
            "item": case.item_code,
            "item_version": case.item_version,
            "events": [
                {"seq": place, "kind": kind, "facts": known}
                for place, kind, known in zip(places, kinds, facts, strict=True)
            ],
            "post": post.id if post else None,
        },
        actor=actor,
        now=now,
        subject_id=case.applicant_id,
    )
    told = [(OUTBOX_NAMES[kind], _payload(case, kind)) for kind in kinds if kind in OUTBOX_NAMES]
    publish_all(events=told, aggregate=case.id, now=now)


def open_task(case: Case, now: datetime, task_id: str) -> Task:
    """The task for the agency that must act now."""
    return Task.objects.create(
        id=task_id,
        case=case,
        agency_code=case.current_agency,
        region=case.region,
        created_at=now,
    )


def _payload(case: Case, kind: str) -> dict[str, str | None]:
    return {
        "case": case.id,
        "number": case.number,
        "item": case.item_code,
        "agency": case.deciding_agency,
        "region": case.region,
        "subject": case.applicant_id,
        "state": case.state,
        "step": kind,
    }


def _leaf_name(kind: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in kind).lstrip("-")
