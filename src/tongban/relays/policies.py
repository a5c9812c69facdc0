"""Who may do what in a relay 收受分离: the two ends have different verbs, and none in common.

A collecting post takes in, sends on and hands out. To accept, correct or decide is no verb of this
room: those are of ``cases``, for the agency that decides and in its region alone.
"""

from __future__ import annotations

from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers
from tongban.places.api import PlaceNotFound, PlaceView, place
from tongban.reception.api import serving_post
from tongban.relays.domain.offer import Offer
from tongban.relays.models import Relay

COLLECTOR_VERBS = frozenset({"collect", "send_again", "confirm_result", "hand_out"})
HOME_VERBS = frozenset({"confirm_receipt", "send_back", "send_result"})
_HOME_DUTIES = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})


def collecting_post(clerk: Actor, offer: Offer, item: ItemView) -> tuple[Post, PlaceView] | None:
    """The post under which the clerk collects the item, and the place; None when nobody may here.

    Whoever may take the item in for good does that instead.
    """
    if clerk.kind is not ActorKind.OFFICER or offer.collecting is None:
        return None
    if serving_post(clerk, item) is not None:
        return None
    for code in offer.collecting.places:
        for post in clerk.posts:
            here = _place(code)
            if here and Duty.WINDOW_CLERK in post.duties and covers(post.region[:6], here.region):
                return post, here
    return None


def post_for(actor: Actor, verb: str, relay: Relay) -> Post | None:
    """The post under which an officer may do ``verb`` of one of the ends."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    if verb in COLLECTOR_VERBS:
        return _collector_post(actor, relay)
    return _home_post(actor, relay) if verb in HOME_VERBS else None


def may_see(actor: Actor, relay: Relay) -> bool:
    """The person, who acts for them, both ends, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    if actor.kind is ActorKind.OFFICER:
        return bool(_collector_post(actor, relay) or _home_post(actor, relay))
    return actor.acts_for is not None and actor.acts_for == relay.subject_id


def _collector_post(actor: Actor, relay: Relay) -> Post | None:
    return next(
        (
            post
            for post in actor.posts
            if post.agency_code == relay.collector_agency
            and Duty.WINDOW_CLERK in post.duties
            and covers(post.region[:6], relay.collector_region)
        ),
        None,
    )


def _home_post(actor: Actor, relay: Relay) -> Post | None:
    return next(
        (
            post
            for post in actor.posts
            if post.agency_code == relay.home_agency
            and post.duties & _HOME_DUTIES
            and covers(post.region, relay.home_region)
        ),
        None,
    )


def _place(code: str) -> PlaceView | None:
    try:
        return place(code)
    except PlaceNotFound:
        return None
