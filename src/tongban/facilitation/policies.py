"""Who may ask, take, guide; a facilitator's duty opens nothing else."""

from __future__ import annotations

from tongban.facilitation.models import Engagement
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers


def is_client(actor: Actor, row: Engagement) -> bool:
    """The firm whose project it is, or who acts for it; never an officer."""
    return not actor.posts and actor.acts_for == row.subject_id


def facilitator_post(actor: Actor, region: str) -> Post | None:
    """The facilitator's post that covers the place."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    return next(
        (p for p in actor.posts if Duty.FACILITATOR in p.duties and covers(p.region, region)), None
    )


def guides(actor: Actor, row: Engagement) -> bool:
    """Whoever took it."""
    return bool(row.account_id) and (
        actor.account_id == row.account_id and facilitator_post(actor, row.region) is not None
    )


def may_read(actor: Actor, row: Engagement) -> bool:
    """The firm, who took it, and while nobody did every facilitator of the place."""
    if is_client(actor, row) or guides(actor, row):
        return True
    return not row.account_id and facilitator_post(actor, row.region) is not None
