"""may(actor, verb, referral): officers of the agency in the region; services; the applicant."""

from __future__ import annotations

from tongban.connectors.models import Referral
from tongban.connectors.refusals import ReferralNotFound
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers

_HANDLING = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})
_RUNNING = frozenset({Duty.OPERATOR, Duty.SUPERVISOR})


def handling_post(actor: Actor, row: Referral) -> Post | None:
    """The post under which the actor handles cases of this agency there."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    for post in actor.posts:
        here = post.agency_code == row.agency_code and covers(post.region, row.region)
        if here and post.duties & _HANDLING:
            return post
    return None


def may_see(actor: Actor, row: Referral) -> bool:
    """Officers who handle it, and services. Applicants have their own, smaller view."""
    return actor.kind is ActorKind.SERVICE or handling_post(actor, row) is not None


def is_party(actor: Actor, row: Referral) -> bool:
    """Who applied, or whoever acts for them now."""
    return actor.acts_for is not None and actor.acts_for == row.subject_id


def may_run(actor: Actor) -> bool:
    """Operators, supervisors and services see how every line is; nobody's case."""
    return actor.kind is ActorKind.SERVICE or any(map(actor.has_duty, _RUNNING))


def need_post(actor: Actor, case_id: str) -> tuple[Referral, Post]:
    """The referral of the case and the actor's post. Refuses ReferralNotFound."""
    row = Referral.objects.filter(case_id=case_id).order_by("id").first()
    post = handling_post(actor, row) if row is not None else None
    if row is None or post is None:
        raise ReferralNotFound
    return row, post
