"""Steps of an errand: row, leaf, outbox row and message together, in the caller's transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tongban.assistance.domain.errand import ErrandState, Step, after
from tongban.assistance.models import Errand, Helper
from tongban.assistance.refusals import ErrandNotFound, StepNotPossible
from tongban.assistance.telling import tell_resident
from tongban.identity.api import MandateUnknown, revoke_mandate
from tongban.jobs.api import publish, publish_recorded
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.ledger.api import record

_ROOM = Actor.system("assistance")


def errand_row(errand_id: str, *, lock: bool = False) -> Errand:
    """The errand with its helper. Refuses ErrandNotFound."""
    rows = Errand.objects.select_related("helper")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    row = rows.filter(id=errand_id).order_by("id").first()
    if row is None:
        raise ErrandNotFound
    return row


def move(row: Errand, step: Step, actor: Actor, now: datetime) -> None:
    """Take a step and tell of it; at the end the mandate ends. Refuses StepNotPossible."""
    then = after(ErrandState(row.state), step)
    if then is None:
        raise StepNotPossible
    row.state, row.changed_at = then.value, now
    row.version += step is not Step.LOOK  # looking changes nothing that somebody confirms
    if then.over:
        row.prepared = None
    row.save()
    note(row, step, actor, now)
    if then.over and row.mandate_id is not None:
        end_mandate(row.mandate_id, now)


def note(row: Errand, step: Step, actor: Actor, now: datetime) -> None:
    """Leaf about the resident with both names, outbox row, message."""
    facts = {
        "errand": row.id,
        "item": row.item_code,
        "helper": row.helper_id,
        "mandate": row.mandate_id,
        "state": row.state,
        "way": row.way,
        "case": row.case_id,
    }
    record(
        kind=step.value.replace("_", "-"),
        about=row.subject_id,
        facts=facts | ({"proof": row.proof} if step in (Step.ASK, Step.AGREE) else {}),
        actor=_with_both_names(actor, row),
        now=now,
        subject_id=row.subject_id,
    )
    payload = {"errand": row.id, "item": row.item_code, "helper": row.helper_id}
    publish(event=step.value, aggregate=row.id, payload=payload, now=now)
    tell_resident(row, step, now)


def note_appointment(row: Helper, event: str, actor: Actor, now: datetime) -> None:
    """Leaf and outbox row of an appointment that began or ended."""
    facts = {"helper": row.id, "agency": row.agency_code, "area": row.area}
    dates = {"from": row.valid_from.isoformat(), "until": row.valid_until.isoformat()}
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=facts,
        facts=facts | dates,
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )


def end_mandate(mandate_id: str, now: datetime) -> None:
    """End it at once; one that was ended on the mandates' own page stays ended."""
    try:
        revoke_mandate(actor=_ROOM, mandate_id=mandate_id, now=now)
    except MandateUnknown:
        return


def _with_both_names(actor: Actor, row: Errand) -> Actor:
    """A helper's act names the helper and the resident; everybody else's only who did it."""
    if actor.kind is not ActorKind.OFFICER or actor.account_id != row.helper.account_id:
        return actor
    return replace(
        actor,
        on_behalf_of=row.subject_id,
        mandate_id=row.mandate_id,
        channel=Channel.HELPER,
    )
