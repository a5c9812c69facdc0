"""Sittings as rows: finding the clerk's open one, and the person as the acting party."""

from __future__ import annotations

from datetime import datetime

from tongban.identity.api import SubjectView, register_number, subject
from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.reception.models import RatingAsk, Sitting
from tongban.reception.refusals import SittingNotFound, SittingOver
from tongban.reception.views import AskView, SeenBy, SittingState, SittingView

DESK = Actor.system("reception")


def sitting_of(clerk: Actor, sitting_id: str, *, lock: bool = False) -> Sitting:
    """The clerk's own sitting. Refuses SittingNotFound."""
    rows = Sitting.objects.select_for_update() if lock else Sitting.objects.all()
    row = rows.filter(id=sitting_id).order_by("id").first()
    mine = row is not None and clerk.kind is ActorKind.OFFICER
    if row is None or not mine or row.account_id != clerk.account_id:
        raise SittingNotFound
    return row


def open_sitting_of(clerk: Actor, sitting_id: str, *, lock: bool = False) -> Sitting:
    """The same, if it has not ended. Refuses SittingNotFound, SittingOver."""
    row = sitting_of(clerk, sitting_id, lock=lock)
    if row.state != SittingState.OPEN.value:
        raise SittingOver
    return row


def attended(row: Sitting) -> Actor:
    """The person served, acting before the clerk: their affairs, the clerk's keyboard.

    ``account_id`` is what signed in, so that every leaf and event says whose hands typed.
    """
    return Actor(
        kind=ActorKind.FIRM_AGENT if row.principal_id else ActorKind.PERSON,
        subject_id=row.subject_id,
        on_behalf_of=row.principal_id,
        mandate_id=row.mandate_id,
        account_id=row.account_id,
        assurance=Assurance(row.assurance),
        channel=Channel(row.channel),
        name=person_of(row).name,
    )


def person_of(row: Sitting) -> SubjectView:
    """Who is served, whole: they are there, with their document."""
    return subject(DESK, row.subject_id)


def view_of(row: Sitting) -> SittingView:
    """The row as its clerk sees it: whole while the person sits there, masked afterwards."""
    person, is_open = person_of(row), row.state == SittingState.OPEN.value
    known = register_number(DESK, row.subject_id) if is_open else None
    return SittingView(
        id=row.id,
        subject_id=row.subject_id,
        name=person.name if is_open else person.masked_name,
        number=known.value if known else person.masked_identifier,
        firm=subject(DESK, row.principal_id).name if row.principal_id else "",
        item_code=row.item_code,
        channel=Channel(row.channel),
        seen_by=SeenBy(row.seen_by),
        window=row.window,
        state=SittingState(row.state),
        opened_at=row.opened_at,
        case_id=row.case_id,
    )


def ask_view(row: RatingAsk) -> AskView:
    """A question as handed out."""
    asked = row.sitting
    return AskView(
        id=row.id,
        sitting_id=asked.id,
        window=row.window,
        subject_id=asked.subject_id,
        case_id=asked.case_id or "",
        item_code=asked.item_code,
        agency_code=row.agency_code,
        region=row.region,
        asked_at=row.asked_at,
    )


def end(row: Sitting, state: SittingState, event: str, clerk: Actor, now: datetime) -> None:
    """End it, with its leaf and its outbox row; the caller's transaction."""
    row.state, row.ended_at = state.value, now
    row.save(update_fields=["state", "ended_at", "case_id"])
    tell(row, event, clerk, now)


def tell(row: Sitting, event: str, clerk: Actor, now: datetime) -> None:
    """The evidence leaf and the outbox row of what happened to a sitting."""
    facts = {
        "sitting": row.id,
        "item": row.item_code,
        "channel": row.channel,
        "seen_by": row.seen_by,
        "post": row.post_id,
        "window": row.window,
        "case": row.case_id,
        "principal": row.principal_id,
    }
    payload = {name: facts[name] for name in ("sitting", "item", "channel", "case")}
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload | {"subject": row.subject_id},
        facts=facts,
        actor=clerk,
        subject_id=row.subject_id,
        now=now,
    )
