"""Who may publish a pack."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_publish(actor: Actor) -> bool:
    """The platform itself, or an officer with the operator's duty."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)
