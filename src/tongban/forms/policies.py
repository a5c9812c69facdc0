"""Forms are public; drafts belong to who types them."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_publish(actor: Actor) -> bool:
    """Publish forms."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_keep_drafts(actor: Actor) -> bool:
    """Keep drafts: people and firm agents who have signed in."""
    return (
        actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT)
        and actor.subject_id is not None
        and actor.acts_for is not None
    )
