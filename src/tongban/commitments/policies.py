"""may(actor, verb, thing): holders their own; officers of the deciding agency, by duty, there."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers

CHECKERS = frozenset({Duty.INSPECTOR, Duty.REVIEWER, Duty.APPROVER})
ANSWERERS = frozenset({Duty.REVIEWER, Duty.APPROVER})


def post_at(
    actor: Actor, agency_code: str, region: str, duties: frozenset[Duty] = CHECKERS
) -> Post | None:
    """The post under which an officer of this agency acts there."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    for post in actor.posts:
        here = post.agency_code == agency_code and covers(post.region, region)
        if here and post.duties & duties:
            return post
    return None


def may_check(actor: Actor) -> bool:
    """Whether some post of the actor checks promises."""
    return actor.kind is ActorKind.OFFICER and any(map(actor.has_duty, CHECKERS))


def is_holder(actor: Actor, subject_id: str) -> bool:
    """Whose promise it is, or who acts for them."""
    return actor.acts_for is not None and actor.acts_for == subject_id
