"""Who may withdraw an assessment."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty, Post


def post_of(actor: Actor, agency_code: str) -> Post | None:
    """The approver's post at the zone's own authority."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    return next(
        (p for p in actor.posts if p.agency_code == agency_code and Duty.APPROVER in p.duties),
        None,
    )
