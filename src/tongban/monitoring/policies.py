"""Who sees and who acts: an agency its own, superiors their line or their region and below."""

from __future__ import annotations

from tongban.cases.api import Reach
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers
from tongban.monitoring.models import Order

BLOCK_LINE = "government-services"
"""The line whose bodies watch every line of their region 块: 政务服务管理部门."""
_HANDLING = (Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER)


def reaches(actor: Actor) -> tuple[Reach, ...]:
    """How far each post of an officer reaches; everything for the platform, nothing for others."""
    if actor.kind is ActorKind.SERVICE:
        return (Reach("", "", ""),)
    if actor.kind is not ActorKind.OFFICER:
        return ()
    return tuple(dict.fromkeys(reach for post in actor.posts if (reach := _reach(post))))


def _reach(post: Post) -> Reach | None:
    if Duty.SUPERVISOR in post.duties:
        return Reach("", "" if post.line == BLOCK_LINE else post.line, post.region)
    if any(duty in post.duties for duty in _HANDLING):
        return Reach(post.agency_code, "", post.region)
    return None


def may_monitor(actor: Actor) -> bool:
    """Whether some post of the actor has business with warnings and orders."""
    return bool(reaches(actor))


def answering_post(actor: Actor, order: Order) -> Post | None:
    """The approver's post in the agency the order goes to."""
    return next(
        (
            post
            for post in actor.posts
            if post.agency_code == order.agency and Duty.APPROVER in post.duties
        ),
        None,
    )


def issuing_post(actor: Actor, agency: str, line: str, region: str) -> Post | None:
    """A supervisor's post that reaches an agency's line and region, never of that agency."""
    return next(
        (
            post
            for post in actor.posts
            if Duty.SUPERVISOR in post.duties
            and post.agency_code != agency
            and post.line in (line, BLOCK_LINE)
            and covers(post.region, region)
        ),
        None,
    )


def may_issue(actor: Actor) -> bool:
    """Whether some post of the actor issues orders by hand."""
    return any(Duty.SUPERVISOR in post.duties for post in actor.posts)


def judging_post(actor: Actor, order: Order) -> Post | None:
    """A supervisor's post that reaches the order, never of the agency that answers."""
    return issuing_post(actor, order.agency, order.line, order.region)


def reaches_order(actor: Actor, order: Order) -> bool:
    """Whether the actor sees the order."""
    return any(
        (not reach.agency or reach.agency == order.agency)
        and (not reach.line or reach.line == order.line)
        and covers(reach.region, order.region)
        for reach in reaches(actor)
    )
