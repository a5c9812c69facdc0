"""Begin a collection 异地代收: somebody is here with a card, their case is decided elsewhere."""

from __future__ import annotations

from datetime import datetime

from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor
from tongban.reception.api import Presented, SittingView, open_sitting
from tongban.relays.policies import collecting_post
from tongban.relays.published import relay_offer
from tongban.relays.refusals import NotCollectedHere


def begin_collection(
    *,
    clerk: Actor,
    presented: Presented,
    item_code: str,
    window: str = "",
    firm: str = "",
    now: datetime,
) -> SittingView:
    """A sitting for an item this window only collects; the form is filled as at any window,
    for the ``firm`` of a code where they came for one.

    Refuses NotCollectedHere, catalogue's ItemNotFound, and what ``open_sitting`` refuses.
    Source: 国办发〔2020〕35号 (异地代收代办, 收受分离).
    """
    item = published_item(item_code)
    offer = relay_offer(item.code)
    found = collecting_post(clerk, offer, item) if offer else None
    if found is None:
        raise NotCollectedHere
    return open_sitting(
        clerk=clerk,
        presented=presented,
        item_code=item.code,
        window=window,
        firm=firm,
        collecting=found[0],
        now=now,
    )
