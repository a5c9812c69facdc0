"""A sitting at a window that only collects 异地代收: the formal check, and how the result comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tongban.kernel.actor import Actor
from tongban.parcels.api import COURIER
from tongban.reception.api import SittingView, hand_in
from tongban.relays.api import RelayView, ReturnWay, collect, collectable_items, relay_of_case


@dataclass(frozen=True, slots=True)
class Collecting:
    """What the page asks for besides the application."""

    ways: tuple[ReturnWay, ...]
    chosen: str


def collecting_of(request: HttpRequest, clerk: Actor, known: SittingView) -> Collecting | None:
    """What is asked when this window only collects the item; None where it takes it in for good."""
    if known.item_code not in {code for code, _ in collectable_items(clerk)}:
        return None
    chosen = request.POST.get("return_way", ReturnWay.AT_WINDOW.value)
    return Collecting(tuple(ReturnWay), chosen)


def taken_in(request: HttpRequest, clerk: Actor, known: SittingView, given: dict[str, Any]) -> None:
    """Hand in, or collect with the formal check; refuses what either does."""
    asked = collecting_of(request, clerk, known)
    if asked is None:
        hand_in(clerk=clerk, sitting_id=known.id, **given)
        return
    said = request.POST
    electronic = asked.chosen == ReturnWay.ELECTRONIC.value
    collect(
        clerk=clerk,
        sitting_id=known.id,
        complete=said.get("complete") == "yes",
        legible=said.get("legible") == "yes",
        return_way=ReturnWay.ELECTRONIC if electronic else ReturnWay.AT_WINDOW,
        courier=COURIER if said.get("courier") else "",
        **given,
    )


def collected(clerk: Actor, known: SittingView, now: Any) -> RelayView | None:
    """What the sitting was collected as, once it was."""
    return relay_of_case(clerk, known.case_id, now) if known.case_id else None
