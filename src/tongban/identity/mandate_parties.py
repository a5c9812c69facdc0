"""Who stands on the other side of a mandate: the two parties know each other by name."""

from __future__ import annotations

from tongban.identity.queries import mandates_of, subjects
from tongban.kernel.actor import Actor

_SELF = Actor.system("identity")


def mandate_parties(actor: Actor, subject_id: str) -> dict[str, str]:
    """Names of everyone a subject gave a mandate to or holds one of, by id; its own included.

    Who is not on record any more bears the name of a forgotten subject. Refuses: NotYours as
    ``mandates_of`` does.
    """
    known = mandates_of(actor, subject_id)
    sides = {subject_id, *(m.principal_id for m in known), *(m.agent_id for m in known)}
    return {each: view.name for each, view in subjects(_SELF, sides).items()}
