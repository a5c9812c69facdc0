"""Who may serve somebody at a window, on paper or on the phone."""

from __future__ import annotations

from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers


def serving_post(clerk: Actor, item: ItemView) -> Post | None:
    """The post under which the clerk may take in this item: any window of its region 一窗受理.

    A post of the item's own agency goes first. Taking in is no power to decide: the case goes to
    the agency's own queue.
    """
    if clerk.kind is not ActorKind.OFFICER:
        return None
    able = [
        post
        for post in clerk.posts
        if Duty.WINDOW_CLERK in post.duties and covers(_district(post.region), item.region)
    ]
    own = [post for post in able if post.agency_code == item.agency_code]
    return next(iter((*own, *able)), None)


def _district(region: str) -> str:
    """A window in a town takes in what its district decides."""
    return region[:6]
