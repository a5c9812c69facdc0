"""The room's work that repeats, and what it does when items change."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.federation.actions.fetch_snapshots import fetch_snapshots
from tongban.federation.actions.gather_rows import gather_item, gather_rows
from tongban.federation.actions.issue_snapshot import issue_snapshot
from tongban.federation.actions.offer_items import offer_item
from tongban.federation.actions.send_rows import send_rows
from tongban.jobs.api import OutboxEvent, periodic, subscribe


@subscribe("catalogue.item_published", "federation.offer_published_item")
@subscribe("catalogue.item_suspended", "federation.withdraw_suspended_item")
@subscribe("catalogue.item_resumed", "federation.offer_resumed_item")
@subscribe("catalogue.item_cancelled", "federation.withdraw_cancelled_item")
def offer_changed_item(event: OutboxEvent) -> None:
    """Offer an item elsewhere as it stands now, or no longer; tell the hub of it."""
    offer_item(event.aggregate)
    gather_item(event.aggregate, datetime.now(UTC))


periodic("federation.issue_snapshot", 10.0)(issue_snapshot)
periodic("federation.fetch_snapshots", 5.0)(fetch_snapshots)
periodic("federation.gather_rows", 60.0)(gather_rows)
periodic("federation.send_rows", 30.0)(send_rows)
