"""Acts around the decision: the hearing before it; handing over, lateness and review after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tongban.cases.api import (
    Deadline,
    DeliveryWay,
    LateCause,
    announce_hearing,
    answer_review,
    deliver_result,
    end_unsupplied,
    explain_lateness,
    hold_hearing,
    offer_hearing,
    waive_promised,
)
from tongban.web.desk.gaps import (
    NO_CAUSE,
    NO_DAY,
    NO_VERDICT,
    NO_WAY,
    FormNotWhole,
    refuse_gaps,
)
from tongban.web.desk.ordering import Order, no_words


def offer(order: Order) -> object:
    """Tell of the right to a hearing."""
    matter = order.words("matter")
    refuse_gaps(no_words("matter", matter))
    return offer_hearing(**order.target, matter=matter)


def announce(order: Order) -> object:
    """Announce it for a day."""
    on, place = _day(order.words("hearing_day")), order.words("place")
    if on is None or not place:
        raise FormNotWhole(None if on else NO_DAY, no_words("place", place))
    return announce_hearing(**order.target, on=on, place=place)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def hold(order: Order) -> object:
    """Record it with its minutes."""
    minutes = order.words("minutes")
    refuse_gaps(no_words("minutes", minutes))
    public = order.words("closed_doors") != "yes"
    return hold_hearing(**order.target, public=public, minutes=minutes)


def waive(order: Order) -> object:
    """Go on without what was promised."""
    why = order.words("without")
    refuse_gaps(no_words("without", why))
    return waive_promised(**order.target, reason=why)


def end_promise(order: Order) -> object:
    """End what was promised and never came."""
    why = order.words("ended")
    refuse_gaps(no_words("ended", why))
    return end_unsupplied(**order.target, reason=why)


def deliver(order: Order) -> object:
    """Record the handing over."""
    way = next((one for one in DeliveryWay if one.value == order.words("way")), None)
    proof = order.words("proof")
    if way is None or not proof:
        raise FormNotWhole(None if way else NO_WAY, no_words("proof", proof))
    return deliver_result(**order.target, way=way, proof=proof)


def answer(order: Order) -> object:
    """Answer a review."""
    verdict, seen = order.words("verdict"), order.words("seen")
    refuse_gaps(None if verdict in ("right", "wrong") else NO_VERDICT, no_words("seen", seen))
    return answer_review(**order.target, right=verdict == "right", finding=seen)


def explain(order: Order) -> object:
    """Say why it is late."""
    deadline = next((one for one in Deadline if one.value == order.words("deadline")), None)
    cause = next((one for one in LateCause if one.value == order.words("late_cause")), None)
    account = order.words("account")
    if deadline is None or cause is None or not account:
        raise FormNotWhole(
            None if deadline else replace(NO_CAUSE, where="deadline"),
            None if cause else NO_CAUSE,
            no_words("account", account),
        )
    return explain_lateness(**order.target, deadline=deadline, cause=cause, reason=account)
