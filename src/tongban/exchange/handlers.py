"""What the room does when items are published or end, and its work that repeats."""

from __future__ import annotations

from datetime import datetime

from tongban.catalogue.api import ItemNotFound, ItemSuspended
from tongban.exchange.actions.file_requests import end_item_grants, file_requests
from tongban.jobs.api import OutboxEvent, subscribe
from tongban.kernel.actor import Actor

_MAKER = Actor.system("exchange")


@subscribe("catalogue.item_published", "exchange.file_requests_of_item")
def file_requests_of_item(event: OutboxEvent) -> None:
    """Ask the source agencies for what the item uses; nothing when it is no longer in use."""
    _file(event.aggregate, event.occurred_at)


def _file(item_code: str, now: datetime) -> None:
    try:
        file_requests(actor=_MAKER, item_code=item_code, now=now)
    except (ItemNotFound, ItemSuspended):
        return


@subscribe("catalogue.item_cancelled", "exchange.end_grants_of_item")
def end_grants_of_item(event: OutboxEvent) -> None:
    """An item that is no longer offered asks nobody."""
    end_item_grants(actor=_MAKER, item_code=event.aggregate, now=event.occurred_at)
