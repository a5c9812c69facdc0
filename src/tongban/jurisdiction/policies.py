"""Who may change what every room counts and looks up by."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_change_codes(actor: Actor) -> bool:
    """Data stewards, operators, and the platform's own programs."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.has_duty(Duty.DATA_STEWARD) or actor.has_duty(Duty.OPERATOR)
