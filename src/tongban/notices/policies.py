"""Whose inbox it is."""

from __future__ import annotations

from tongban.kernel.actor import Actor
from tongban.notices.refusals import NotAnInbox


def inbox_of(actor: Actor) -> str:
    """The subject whose messages the actor reads: their own, or of whom they act for.

    Refuses NotAnInbox (officers at work, services, nobody signed in).
    """
    if actor.acts_for is None or actor.posts:
        raise NotAnInbox
    return actor.acts_for
