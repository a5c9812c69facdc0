"""Who may look up whose data, and who keeps the registers."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_look_up(actor: Actor, subject_id: str, case_id: str | None) -> bool:
    """One's own, or that of whom one acts for; an officer in post only for a named case."""
    if actor.kind is ActorKind.SERVICE:
        return True
    if actor.kind is ActorKind.OFFICER:
        return case_id is not None and bool(actor.posts)
    return actor.kind is not ActorKind.ANONYMOUS and subject_id in (
        actor.subject_id,
        actor.on_behalf_of,
    )


def may_publish(actor: Actor) -> bool:
    """Change the register of elements and sources."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_keep_registers(actor: Actor) -> bool:
    """Write rows of the demo's twin registers."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)
