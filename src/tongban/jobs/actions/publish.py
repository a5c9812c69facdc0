"""Publish events: one row each in the outbox, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection

from tongban.kernel.ids import new_id
from tongban.kernel.personal import carries_personal_number

# One statement: the upserts take each aggregate's row lock until commit, so numbers are given in
# the order of commit and a reader that sees number n has n-1 before it. Locks come in the order of
# aggregates, so two publishers cannot wait for each other. Lists go over in binary (%b): as text
# every quotation mark of a payload would be looked for, escaped and read back.
_PUBLISH = """
    WITH told AS (
        SELECT * FROM unnest(%b::text[], %b::text[], %b::text[], %b::jsonb[], %b::timestamptz[])
            WITH ORDINALITY AS told (event_id, event, aggregate, payload, occurred_at, place)
    ), counted AS (
        SELECT aggregate, count(*) AS events FROM told GROUP BY aggregate ORDER BY aggregate
    ), next AS (
        INSERT INTO jobs_sequence AS known (aggregate, last)
        SELECT aggregate, events FROM counted ORDER BY aggregate
        ON CONFLICT (aggregate) DO UPDATE SET last = known.last + excluded.last
        RETURNING aggregate, last
    )
    INSERT INTO jobs_outbox (event_id, aggregate, sequence, event, payload, occurred_at)
    SELECT event_id, aggregate,
        last - events + row_number() OVER (PARTITION BY aggregate ORDER BY place),
        event, payload, occurred_at
    FROM told JOIN counted USING (aggregate) JOIN next USING (aggregate) ORDER BY place
"""

_Told = tuple[str, str, str, str, datetime]
_waiting: ContextVar[list[_Told] | None] = ContextVar("events_waiting", default=None)


@contextmanager
def published_together() -> Iterator[None]:
    """Events published inside are written at its end, in their order, by one statement.

    For an act that publishes several. Open it inside the act's transaction; when the act fails
    nothing is written.
    """
    if _waiting.get() is not None:
        yield
        return
    told: list[_Told] = []
    token = _waiting.set(told)
    try:
        yield
    finally:
        _waiting.reset(token)
    _write(told)


class PayloadCarriesPersonalData(ValueError):
    """A programming error: event payloads hold ids and codes only."""


def publish(*, event: str, aggregate: str, payload: Mapping[str, Any], now: datetime) -> str:
    """Write ``event`` (past tense, ``CaseAccepted``) of ``aggregate`` to the outbox.

    Call it inside the action's transaction: the event exists exactly when the change does.
    ``payload`` is JSON with ids and codes only. Returns the event id. Raises
    PayloadCarriesPersonalData when the payload holds a resident or phone number.
    A transaction that publishes for two aggregates does so inside ``published_together``, or in a
    fixed order of aggregates.
    """
    (event_id,) = publish_all(events=((event, payload),), aggregate=aggregate, now=now)
    return event_id


def publish_all(
    *, events: Sequence[tuple[str, Mapping[str, Any]]], aggregate: str, now: datetime
) -> tuple[str, ...]:
    """``publish`` for several events of one aggregate, in this order, in one statement."""
    told: list[_Told] = [
        (new_id("event"), event, aggregate, _body(event, aggregate, payload), now)
        for event, payload in events
    ]
    waiting = _waiting.get()
    if waiting is None:
        _write(told)
    else:
        waiting.extend(told)
    return tuple(event_id for event_id, *_ in told)


def _write(told: Sequence[_Told]) -> None:
    if told:
        with connection.cursor() as cursor:
            cursor.execute(_PUBLISH, [*map(list, zip(*told, strict=True))])


def _body(event: str, aggregate: str, payload: Mapping[str, Any]) -> str:
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if carries_personal_number(body):
        raise PayloadCarriesPersonalData(f"{event} of {aggregate} carries a personal number")
    return body
