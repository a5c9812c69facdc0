"""At the window: call the next number 叫号, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.places import events, policies
from tongban.places.domain.queue import Queue, Standing
from tongban.places.models import Ticket
from tongban.places.numbering import LockedLine, lock_line, lock_line_of, tell_number
from tongban.places.queries.numbers import ticket_view
from tongban.places.queries.places import office_days, place
from tongban.places.refusals import NobodyWaits, NotAtThisPlace, NumberMovedOn, WindowBusy
from tongban.places.views import PlaceView, TicketView


def call_number(*, actor: Actor, place_code: str, window_code: str, now: datetime) -> TicketView:
    """Call whom the published rule puts next to a window.

    Refuses: PlaceNotFound, NotAtThisPlace (not a clerk of that window), WindowBusy, NobodyWaits.
    """
    known = place(place_code)
    window = known.window(window_code)
    if window is None or not policies.may_call(actor, window):
        raise NotAtThisPlace
    with transaction.atomic():
        locked = lock_line(known.code, window.line, now)
        if locked.queue.serving_at(window.code) is not None:
            raise WindowBusy
        after, called = locked.queue.call(window.code, now)
        if called is None:
            raise NobodyWaits
        locked.put(after)
        row = locked.tickets[called.number]
        tell_number(row, events.NUMBER_CALLED, "places.number-called", actor, now)
    return ticket_view(row, known, now)


def finish_number(*, actor: Actor, token: str, now: datetime) -> TicketView:
    """The person was served 办完. Refuses: NumberNotFound, NotAtThisPlace, NumberMovedOn."""
    with transaction.atomic():
        locked, row, known = _at_its_window(actor, token)
        after = locked.queue.finish(row.number, now)
        return _ended(locked, row, known, after, actor, now)


def skip_number(*, actor: Actor, token: str, now: datetime) -> TicketView:
    """Nobody came to the window 过号; they may come back once the same day.

    Refuses: NumberNotFound, NotAtThisPlace, NumberMovedOn.
    """
    with transaction.atomic():
        locked, row, known = _at_its_window(actor, token)
        after = locked.queue.skip(row.number, now)
        return _ended(locked, row, known, after, actor, now)


def leave_line(*, actor: Actor, token: str, now: datetime) -> TicketView:
    """Whoever holds the number's address gives it back while it waits.

    Refuses: NumberNotFound, NumberMovedOn.
    """
    with transaction.atomic():
        locked, row = lock_line_of(token)
        if row.standing != Standing.WAITING.value:
            raise NumberMovedOn
        known = place(locked.day.place_id)
        return _ended(locked, row, known, locked.queue.leave(row.number, now), actor, now)


def return_number(*, actor: Actor, token: str, now: datetime) -> TicketView:
    """A passed-over number waits again, after three other calls; at the place, the same day.

    Refuses: NumberNotFound, NotAtThisPlace, NumberMovedOn (not passed over, or another day's).
    """
    with transaction.atomic():
        locked, row = lock_line_of(token)
        known = place(locked.day.place_id)
        if not policies.may_take(actor, known):
            raise NotAtThisPlace
        today = office_days().local_date(now)
        if row.standing != Standing.SKIPPED.value or locked.day.day != today:
            raise NumberMovedOn
        locked.put(locked.queue.come_back(row.number))
        tell_number(row, events.NUMBER_RETURNED, "places.number-returned", actor, now)
        return ticket_view(row, known, now)


def _at_its_window(actor: Actor, token: str) -> tuple[LockedLine, Ticket, PlaceView]:
    locked, row = lock_line_of(token)
    known = place(locked.day.place_id)
    if row.standing != Standing.CALLED.value:
        raise NumberMovedOn
    window = known.window(row.window)
    if window is None or not policies.may_call(actor, window):
        raise NotAtThisPlace
    return locked, row, known


def _ended(
    locked: LockedLine, row: Ticket, known: PlaceView, after: Queue, actor: Actor, now: datetime
) -> TicketView:
    locked.put(after)
    tell_number(row, events.NUMBER_ENDED, "places.number-ended", actor, now)
    return ticket_view(row, known, now)
