"""Who stands at the window that collected: the person of the relay, known by their card."""

from __future__ import annotations

from datetime import datetime

from tongban.identity.api import (
    IdentifierScheme,
    SubjectKind,
    find_subject,
    mandate_for,
    subject,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.reception.api import Presented
from tongban.relays.models import Relay
from tongban.relays.refusals import NotThePerson

_DESK = Actor.system("relays")


def present_person(clerk: Actor, row: Relay, presented: Presented, now: datetime) -> Actor:
    """The person, acting before this clerk: the applicant, or of a firm who acts for it now.

    Refuses NotThePerson.
    """
    known = find_subject(_DESK, IdentifierScheme.RESIDENT_ID, presented.number)
    if known is None or known.name != presented.name.strip() or not _is_for(known.id, row, now):
        raise NotThePerson
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=known.id,
        account_id=clerk.account_id,
        assurance=Assurance.L5,
        channel=Channel.WINDOW,
        name=known.name,
    )


def _is_for(person_id: str, row: Relay, now: datetime) -> bool:
    if person_id == row.subject_id:
        return True
    if subject(_DESK, row.subject_id).kind is not SubjectKind.FIRM:
        return False
    held = mandate_for(
        agent_id=person_id, principal_id=row.subject_id, on=local_date(now), item_code=row.item_code
    )
    return held is not None
