"""Publish an event: one row in the outbox, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from tongban.kernel.ids import new_id
from tongban.kernel.personal import carries_personal_number

# One statement: the upsert takes the aggregate's row lock until commit, so numbers are given in
# the order of commit and a reader that sees number n has n-1 before it.
_PUBLISH = """
    WITH next AS (
        INSERT INTO jobs_sequence AS known (aggregate, last) VALUES (%(aggregate)s, 1)
        ON CONFLICT (aggregate) DO UPDATE SET last = known.last + 1
        RETURNING last
    )
    INSERT INTO jobs_outbox (event_id, aggregate, sequence, event, payload, occurred_at)
    SELECT %(event_id)s, %(aggregate)s, next.last, %(event)s, %(payload)s::jsonb, %(now)s FROM next
"""


class PayloadCarriesPersonalData(ValueError):
    """A programming error: event payloads hold ids and codes only."""


def publish(*, event: str, aggregate: str, payload: Mapping[str, Any], now: datetime) -> str:
    """Write ``event`` (past tense, ``CaseAccepted``) of ``aggregate`` to the outbox.

    Call it inside the action's transaction: the event exists exactly when the change does.
    ``payload`` is JSON with ids and codes only. Returns the event id. Raises
    PayloadCarriesPersonalData when the payload holds a resident or phone number.
    A transaction that publishes for two aggregates must do so in a fixed order of aggregates.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if carries_personal_number(body):
        raise PayloadCarriesPersonalData(f"{event} of {aggregate} carries a personal number")
    event_id = new_id("event")
    with connection.cursor() as cursor:
        cursor.execute(
            _PUBLISH,
            {
                "event_id": event_id,
                "aggregate": aggregate,
                "event": event,
                "payload": body,
                "now": now,
            },
        )
    return event_id
