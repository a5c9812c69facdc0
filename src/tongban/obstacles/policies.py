"""Who may tell, see, answer."""

from __future__ import annotations

from tongban.kernel.actor import Actor
from tongban.obstacles.models import Matter


def is_teller(actor: Actor, matter: Matter) -> bool:
    """Whose matter it is, or who acts for them now."""
    return actor.acts_for == matter.subject_id and not actor.posts


def may_answer(actor: Actor, matter: Matter) -> bool:
    """Officers of the agency of the service."""
    return matter.agency_code in actor.agencies
