"""The resident of an errand: known by their card, acting before the helper."""

from __future__ import annotations

from datetime import date

from tongban.assistance.models import Errand
from tongban.assistance.policies import ROOM
from tongban.assistance.refusals import NotThatPerson
from tongban.identity.api import IdentifierScheme, SubjectView, find_subject, subject
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.kernel.codes import CodeFault, resident_id
from tongban.reception.api import Presented


def person_presented(presented: Presented, today: date) -> SubjectView:
    """Who bears the number under this name. Refuses NotThatPerson, also when nobody does."""
    try:
        card = resident_id.parse(presented.number, lenient=True, on=today)
    except CodeFault as fault:
        raise NotThatPerson from fault
    known = find_subject(ROOM, IdentifierScheme.RESIDENT_ID, card.number)
    if known is None or known.name != presented.name.strip():
        raise NotThatPerson
    return known


def attended(helper: Actor, row: Errand, assurance: Assurance = Assurance.L5) -> Actor:
    """The resident, acting before the helper: their affairs, the helper's keyboard.

    On channel ``helper`` nobody signs with the resident's key: they sign by hand, and the helper's
    key attests it (see ``sign_application`` of seals).
    """
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=row.subject_id,
        account_id=helper.account_id,
        mandate_id=row.mandate_id,
        assurance=assurance,
        channel=Channel.HELPER,
        name=subject(ROOM, row.subject_id).name,
    )
