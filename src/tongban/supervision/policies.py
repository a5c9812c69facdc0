"""Who may inspect: officers of the overseeing body with the duty ``inspector``, in their region."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers


def inspecting_post(actor: Actor, supervisor: str, region: str = "") -> Post | None:
    """The post under which the actor inspects for this body (there, when ``region`` is given)."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    for post in actor.posts:
        theirs = post.agency_code == supervisor and Duty.INSPECTOR in post.duties
        if theirs and (not region or covers(post.region, region)):
            return post
    return None


def may_oversee(actor: Actor) -> bool:
    """Whether some post of the actor carries the duty."""
    return actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.INSPECTOR)
