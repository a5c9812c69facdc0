"""Who may see evidence, and who may make a subject forgotten."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_see_leaf(actor: Actor, *, subject_id: str | None, leaf_actor_ids: str) -> bool:
    """The platform, supervisors and operators see all; others what concerns or was done by them.

    Rooms that show evidence of their own things (a case's timeline) decide by their own policies
    and ask as ``Actor.system``.
    """
    if may_read_entries(actor):
        return True
    if subject_id is not None and subject_id in (actor.acts_for, actor.subject_id):
        return True
    own = {mine for mine in (actor.account_id, actor.subject_id) if mine}
    who = leaf_actor_ids.partition(":")[2].split(" for ")
    return bool(own & set(who))


def may_forget(actor: Actor) -> bool:
    """Operators and the platform's own programs (a person asks through the privacy desk)."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_read_entries(actor: Actor) -> bool:
    """The platform, supervisors and operators: those who see every leaf anyway."""
    return (
        actor.kind is ActorKind.SERVICE
        or actor.has_duty(Duty.SUPERVISOR)
        or actor.has_duty(Duty.OPERATOR)
    )


def may_manage_keys(actor: Actor) -> bool:
    """Operators and the platform's own programs."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_see_keys(actor: Actor) -> bool:
    """Who manages them, and supervisors: names, versions and public halves, never a private one."""
    return may_manage_keys(actor) or actor.has_duty(Duty.SUPERVISOR)
