"""Who appoints officers. The directory itself is public."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_appoint(actor: Actor) -> bool:
    """The platform's services, and officers whose post operates it."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)
