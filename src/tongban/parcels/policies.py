"""Who may ask for a parcel, see it, send it."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.parcels.models import Parcel


def is_applicant(actor: Actor, subject_id: str) -> bool:
    """The applicant, or who acts for them now."""
    return actor.acts_for == subject_id and not actor.posts


def may_send(actor: Actor, parcel: Parcel) -> bool:
    """Officers of the deciding agency."""
    return parcel.agency_code in actor.agencies


def may_see(actor: Actor, parcel: Parcel) -> bool:
    """The applicant whole, officers of the deciding agency masked, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return is_applicant(actor, parcel.subject_id) or may_send(actor, parcel)
