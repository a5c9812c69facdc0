"""Who may issue, change and read certificates."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_issue(actor: Actor, issuer_code: str) -> bool:
    """An approver of the issuing agency, or the platform carrying out a decision.

    People never issue; when rules pass a person's case the platform acts, not the person.
    """
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.APPROVER, issuer_code)


def may_read(actor: Actor, holder_id: str, issuer_code: str) -> bool:
    """The holder, whoever acts for the holder, officers of the issuing agency, the platform."""
    if actor.kind is ActorKind.SERVICE:
        return True
    if actor.kind is ActorKind.OFFICER:
        return issuer_code in actor.agencies
    return actor.acts_for is not None and actor.acts_for == holder_id
