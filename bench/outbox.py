"""How fast actions can publish: events committed per second, three to a transaction.

The limit is the same rows written by one plain multi-row INSERT in the same transactions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from bench._figures import percentiles
from tongban.jobs.api import publish
from tongban.kernel.ids import new_id

DEFAULT_SIZE = 2_000
EVENTS_EACH = 3


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` transactions of three events each, one connection."""
    count = size or DEFAULT_SIZE
    ours, latencies = _timed(count, _publish_three)
    limit, _ = _timed(count, _insert_three)
    return {
        "name": "outbox",
        "value": round(ours * EVENTS_EACH),
        "unit": "events/s",
        **percentiles(latencies),
        "latency_unit": "ms per transaction of 3 events",
        "limit": round(limit * EVENTS_EACH),
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _timed(count: int, one: Callable[[str], None]) -> tuple[float, list[float]]:
    latencies = []
    started = time.perf_counter()
    for _ in range(count):
        before = time.perf_counter()
        with transaction.atomic():
            one(new_id("case"))
        latencies.append((time.perf_counter() - before) * 1000)
    return count / (time.perf_counter() - started), latencies


def _publish_three(aggregate: str) -> None:
    for event in ("CaseSubmitted", "CaseDecided", "CertificateIssued"):
        publish(event=event, aggregate=aggregate, payload={"case": aggregate}, now=_NOW)


def _insert_three(aggregate: str) -> None:
    rows = [
        value
        for n in (1, 2, 3)
        for value in (new_id("event"), aggregate, n, "CaseSubmitted", '{"case":"x"}', _NOW)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_outbox (event_id, aggregate, sequence, event, payload, occurred_at)"
            " VALUES (%s,%s,%s,%s,%s,%s), (%s,%s,%s,%s,%s,%s), (%s,%s,%s,%s,%s,%s)",
            rows,
        )


_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
