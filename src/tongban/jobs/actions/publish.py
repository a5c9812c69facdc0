"""Publish events: one row each in the outbox, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from tongban.kernel.ids import new_id
from tongban.kernel.personal import carries_personal_number

# One statement: the upsert takes the aggregate's row lock until commit, so numbers are given in
# the order of commit and a reader that sees number n has n-1 before it.
_PUBLISH = """
    WITH told AS (
        SELECT * FROM unnest(%(ids)s::text[], %(events)s::text[], %(payloads)s::jsonb[])
            WITH ORDINALITY AS told (event_id, event, payload, place)
    ), next AS (
        INSERT INTO jobs_sequence AS known (aggregate, last) VALUES (%(aggregate)s, %(count)s)
        ON CONFLICT (aggregate) DO UPDATE SET last = known.last + excluded.last
        RETURNING last
    )
    INSERT INTO jobs_outbox (event_id, aggregate, sequence, event, payload, occurred_at)
    SELECT event_id, %(aggregate)s, next.last - %(count)s + place, event, payload, %(now)s
    FROM told, next ORDER BY place
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
    (event_id,) = publish_all(events=((event, payload),), aggregate=aggregate, now=now)
    return event_id


def publish_all(
    *, events: Sequence[tuple[str, Mapping[str, Any]]], aggregate: str, now: datetime
) -> tuple[str, ...]:
    """``publish`` for several events of one aggregate, in this order, in one statement."""
    if not events:
        return ()
    bodies = [_body(event, aggregate, payload) for event, payload in events]
    ids = [new_id("event") for _ in events]
    with connection.cursor() as cursor:
        cursor.execute(
            _PUBLISH,
            {
                "ids": ids,
                "events": [event for event, _ in events],
                "payloads": bodies,
                "aggregate": aggregate,
                "count": len(ids),
                "now": now,
            },
        )
    return tuple(ids)


def _body(event: str, aggregate: str, payload: Mapping[str, Any]) -> str:
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if carries_personal_number(body):
        raise PayloadCarriesPersonalData(f"{event} of {aggregate} carries a personal number")
    return body
