"""Who may book, take and call."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Channel, Duty
from tongban.places.views import PlaceView, WindowView


def may_publish(actor: Actor) -> bool:
    """The platform's own services, when a pack is published."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_book(actor: Actor) -> bool:
    """People, and who acts for a firm."""
    return actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT) and actor.acts_for is not None


def may_take(actor: Actor, place: PlaceView) -> bool:
    """The terminal of the place, and the clerks of its windows for somebody before them."""
    return actor.channel is Channel.KIOSK or works_at(actor, place)


def may_call(actor: Actor, window: WindowView) -> bool:
    """A window clerk of the agency that staffs the window."""
    return actor.has_duty(Duty.WINDOW_CLERK, window.agency_code)


def works_at(actor: Actor, place: PlaceView) -> bool:
    """Whether the actor may call at some window of the place."""
    return any(may_call(actor, window) for window in place.windows)
