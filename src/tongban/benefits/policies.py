"""Who may see and answer a benefit, and who may decide on one."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def is_own(actor: Actor, subject_id: str) -> bool:
    """The person the benefit is for, or who acts for that person now."""
    return actor.acts_for is not None and actor.acts_for == subject_id and not actor.posts


def may_see(actor: Actor, subject_id: str, agency_code: str) -> bool:
    """The person, officers of the paying agency, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return agency_code in actor.agencies or is_own(actor, subject_id)


def may_decide(actor: Actor, agency_code: str) -> bool:
    """Recovering and answering objections: an approver of the paying agency."""
    return actor.has_duty(Duty.APPROVER, agency_code)


def may_watch(actor: Actor) -> bool:
    """Runs and their counts: operators, supervisors, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.has_duty(Duty.OPERATOR) or actor.has_duty(Duty.SUPERVISOR)
