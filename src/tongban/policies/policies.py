"""For whom policies are looked for."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind
from tongban.policies.refusals import MatchingNotForYou
from tongban.policies.views import PolicySide


def looked_for(actor: Actor) -> tuple[str, PolicySide]:
    """The subject the actor decides for, and whether it is a person or a firm.

    Refuses MatchingNotForYou (officers at work, services, nobody signed in).
    """
    if actor.acts_for is None or actor.posts:
        raise MatchingNotForYou
    firm = actor.kind is ActorKind.FIRM_AGENT and actor.on_behalf_of is not None
    return actor.acts_for, PolicySide.FIRM if firm else PolicySide.PERSON
