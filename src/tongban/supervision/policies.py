"""Who may inspect: officers of the overseeing body with the duty ``inspector``, in their region."""

from __future__ import annotations

from collections.abc import Container

from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers


def inspecting_post(actor: Actor, supervisor: str, region: str = "") -> Post | None:
    """The post under which the actor inspects for this body (there, when ``region`` is given)."""
    for post in actor.posts:
        if _inspects(actor, post, supervisor) and (not region or covers(post.region, region)):
            return post
    return None


def drawn_post(actor: Actor, supervisor: str, drawn: Container[str]) -> Post | None:
    """Which of the actor's inspecting posts at this body was drawn: they may hold several."""
    mine = (post for post in actor.posts if post.id in drawn)
    return next((post for post in mine if _inspects(actor, post, supervisor)), None)


def _inspects(actor: Actor, post: Post, supervisor: str) -> bool:
    is_theirs = post.agency_code == supervisor and Duty.INSPECTOR in post.duties
    return actor.kind is ActorKind.OFFICER and is_theirs


def may_oversee(actor: Actor) -> bool:
    """Whether some post of the actor carries the duty."""
    return actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.INSPECTOR)
