"""Who may do what in the federation."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_run(actor: Actor) -> bool:
    """Let platforms join and leave, see them: the platform and its operators."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)
