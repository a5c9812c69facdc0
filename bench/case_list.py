"""The desk's list at a million cases, for an officer of two agencies in one region of eight.

The limit is the bare SELECT of the same rows over the same index, without opening any names.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import timedelta
from typing import Any

from django.db import connection

from bench._cases import NOW, REGIONS, fill, officer
from bench._figures import percentiles
from tongban.cases.api import CaseState, desk_queue
from tongban.kernel.actor import Actor

DEFAULT_SIZE = 1_000_000
CALLS = 600
_BARE = """
SELECT id, number, title, item_code, state, applicant_id, region, current_agency, submitted_at,
       due_at, yellow_at, paused, closed_at, next_at, version, sealed_row
FROM cases_case WHERE current_agency = %s AND region LIKE %s AND closed_at IS NULL
ORDER BY next_at, id LIMIT 21
"""


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` cases made in bulk, then first and following pages of the officer's queue."""
    count = size or DEFAULT_SIZE
    fill(count, seed)
    caller = officer()
    latencies = _walk(caller, random.Random(seed))
    limit = _bare(caller)
    return {
        "name": "case-list",
        "value": percentiles(latencies)["p95"],
        "unit": "ms",
        **percentiles(latencies),
        "limit": percentiles(limit)["p95"],
        "limit_p50": percentiles(limit)["p50"],
        "rows_per_page": 20,
        "mean": round(statistics.fmean(latencies), 2),
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _walk(caller: Actor, chance: random.Random) -> list[float]:
    """First page, some pages on, sometimes one state: as people use a queue."""
    for _ in range(5):
        desk_queue(caller, now=NOW)
    latencies: list[float] = []
    while len(latencies) < CALLS:
        state = CaseState.APPROVED if chance.random() < 0.2 else None
        cursor = None
        for _ in range(chance.randint(1, 6)):
            began = time.perf_counter()
            page = desk_queue(caller, state=state, cursor=cursor, now=NOW + timedelta(minutes=1))
            latencies.append((time.perf_counter() - began) * 1000)
            if len(page.items) != 20 or {row.region for row in page.items} != {REGIONS[3]}:
                raise RuntimeError("the officer's queue is not what it should be")
            cursor = page.next_cursor
    return latencies


def _bare(caller: Actor) -> list[float]:
    latencies = []
    with connection.cursor() as cursor:
        for n in range(CALLS // 2):
            post = caller.posts[n % len(caller.posts)]
            began = time.perf_counter()
            cursor.execute(_BARE, [post.agency_code, f"{post.region}%"])
            cursor.fetchall()
            latencies.append((time.perf_counter() - began) * 1000)
    return latencies
