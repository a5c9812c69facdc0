"""Entrust the use of a firm's seal to a named person 授权用印, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tongban.identity.api import IdentifierScheme, SubjectView, find_subject
from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.domain.entrusting import (
    MOST_OPEN,
    NOBODY,
    EntrustmentView,
    entrusting_faults,
)
from tongban.seals.domain.purpose import Purpose
from tongban.seals.domain.standing import Standing, why_unusable
from tongban.seals.entrustments import sealed_words, views_of
from tongban.seals.models import Entrustment, Seal
from tongban.seals.refusals import (
    EntrustmentNotFound,
    SealDetailsNotRight,
    SealNotFound,
    SealNotInForce,
    TooManyEntrustments,
)

_PLATFORM = Actor.system("seals")


def entrust_seal(
    *,
    actor: Actor,
    seal_id: str,
    person_number: str,
    person_name: str,
    scope: Sequence[Purpose],
    purpose: str,
    valid_until: date,
    now: datetime,
) -> EntrustmentView:
    """Let a person use a firm's seal within ``scope``, for ``purpose``, until the end of a day.

    By the firm's legal representative acting for it. The person is named by resident ID and name
    together, so that a slip entrusts nobody; they use it signed in as themselves, and cannot pass
    it on. Refuses SealNotFound, SealNotInForce, TooManyEntrustments, SealDetailsNotRight with every
    fault. Source: 民法典 161-173 (agency); 国发〔1999〕25号.
    """
    today = local_date(now)
    with transaction.atomic():
        row = Seal.objects.select_for_update().filter(id=seal_id).order_by("id").first()
        if row is None or not policies.represents(actor, row, today):
            raise SealNotFound
        why = why_unusable(Standing(row.standing), row.valid_from, row.valid_until, today)
        if why is not None:
            raise SealNotInForce(why)
        own = tuple(map(Purpose.parse, row.scope))
        faults = [*entrusting_faults(scope, own, purpose, valid_until, today, row.valid_until)]
        person = _person(person_number, person_name, actor)
        if person is None:
            faults.append(NOBODY)
        if faults or person is None:
            raise SealDetailsNotRight(faults)
        if Entrustment.objects.filter(seal=row, ended_at=None).count() >= MOST_OPEN:
            raise TooManyEntrustments(MOST_OPEN)
        made = Entrustment.objects.create(
            id=new_id("entrust"),
            seal=row,
            person_id=person.id,
            scope=[str(each) for each in scope],
            valid_from=today,
            valid_until=valid_until,
            sealed=sealed_words(row.subject_id or "", person.name, purpose.strip()),
            entrusted_at=now,
        )
        _tell(actor, made, "seals.entrusted", events.SEAL_ENTRUSTED, now)
    return views_of([made], today)[0]


def end_entrustment(*, actor: Actor, entrustment_id: str, now: datetime) -> EntrustmentView:
    """Take it back at once: each use asks this row while it holds it. Twice changes nothing.

    Refuses EntrustmentNotFound, also when the actor does not represent the firm.
    """
    today = local_date(now)
    with transaction.atomic():
        rows = Entrustment.objects.select_for_update(of=("self",)).select_related("seal")
        row = rows.filter(id=entrustment_id).order_by("id").first()
        if row is None or not policies.represents(actor, row.seal, today):
            raise EntrustmentNotFound
        if row.ended_at is None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
            _tell(actor, row, "seals.entrustment-ended", events.SEAL_ENTRUSTMENT_ENDED, now)
    return views_of([row], today)[0]


def _person(number: str, name: str, actor: Actor) -> SubjectView | None:
    """Somebody else, when name and number fit each other: nobody learns a name from a number."""
    found = find_subject(_PLATFORM, IdentifierScheme.RESIDENT_ID, number)
    if found is None or found.forgotten or found.name != name.strip():
        return None
    return None if found.id == actor.subject_id else found


def _tell(actor: Actor, row: Entrustment, kind: str, event: str, now: datetime) -> None:
    facts = {
        "seal": row.seal_id,
        "entrustment": row.id,
        "firm": row.seal.subject_id,
        "person": row.person_id,
    }
    more = {"scope": row.scope, "until": row.valid_until.isoformat()}
    record(
        kind=kind,
        about=row.seal_id,
        facts=facts | more,
        actor=actor,
        now=now,
        subject_id=row.seal.subject_id,
    )
    publish(event=event, aggregate=row.seal_id, payload=facts, now=now)
