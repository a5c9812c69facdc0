"""Who may commission, carry out, read."""

from __future__ import annotations

from tongban.cases.api import CaseNotFound, case
from tongban.intermediaries.models import Commission
from tongban.kernel.actor import Actor, ActorKind


def is_client(actor: Actor, row: Commission) -> bool:
    """Whose commission it is, or who acts for them; never an officer."""
    return not actor.posts and actor.acts_for == row.subject_id


def is_institution(actor: Actor, row: Commission) -> bool:
    """Whoever acts for the institution."""
    return not actor.posts and actor.acts_for == row.institution_id


def may_read(actor: Actor, row: Commission) -> bool:
    """Client, institution, the paying agency, and officers who may see the case it is for."""
    if is_client(actor, row) or is_institution(actor, row):
        return True
    if actor.kind is not ActorKind.OFFICER:
        return False
    return row.agency_code in actor.agencies or sees_case(actor, row.case_id)


def sees_case(actor: Actor, case_id: str) -> bool:
    """Whether the case is open to this reader."""
    if not case_id:
        return False
    try:
        case(actor, case_id)
    except CaseNotFound:
        return False
    return True
