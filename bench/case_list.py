"""The desk's list at 200,000 cases, as an officer who may see two agencies in one region of eight.

The limit is the bare SELECT of the same rows over the same index, without opening any names.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from bench._figures import percentiles
from tongban.cases.api import CaseState, desk_queue
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.ledger.api import seal_many

DEFAULT_SIZE = 200_000
CALLS = 600
PEOPLE = 2_000
AGENCIES = tuple(f"9199{n:02d}000000000000" for n in range(20))
REGIONS = tuple(f"9901{n:02d}" for n in range(1, 9))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_INSERT = """
INSERT INTO cases_case (
    id, number, item_code, item_version_id, item_version, title, applicant_id, receiving_agency,
    deciding_agency, current_agency, line, region, channel, platform, idempotency_token, fees,
    delivery, sealed, sealed_row, state, submitted_at, due_at, yellow_at, next_at, paused,
    closed_at, version)
SELECT 'case_' || lpad(n::text, 26, '0'), n::text, 'item_' || n %% 200, 'itemv', 1,
    '{"zh-Hans": "居住证签注", "en": "Endorsement"}', person.id, agency, agency, agency, 'line',
    (%(regions)s::text[])[1 + (random() * 7)::int], 'pc', 'tongban', 'token-' || n, '[]', '',
    ''::bytea, person.sealed, CASE WHEN open THEN 'case-state/accepted'
    ELSE 'case-state/approved' END, due - interval '10 days', due, due - interval '1 day', due,
    false, CASE WHEN open THEN NULL ELSE due - interval '2 days' END, 1
FROM (SELECT n, (%(agencies)s::text[])[1 + (random() * 19)::int] AS agency, random() < 0.3 AS open,
        %(now)s::timestamptz + (random() * 60 - 20) * interval '1 day' AS due,
        1 + (random() * (%(people)s - 1))::int AS who
      FROM generate_series(1, %(size)s) AS n) AS made
JOIN bench_people AS person ON person.place = made.who
"""
_TASKS = """
INSERT INTO cases_task (id, case_id, agency_code, region, created_at, version)
SELECT 'task_' || substr(id, 6), id, current_agency, region, submitted_at, 1
FROM cases_case WHERE closed_at IS NULL
"""
_BARE = """
SELECT id, number, title, item_code, state, applicant_id, region, current_agency, submitted_at,
       due_at, yellow_at, paused, closed_at, next_at, version, sealed_row
FROM cases_case WHERE current_agency = %s AND region LIKE %s AND closed_at IS NULL
ORDER BY next_at, id LIMIT 21
"""


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` cases made in bulk, then first and following pages of the officer's queue."""
    count = size or DEFAULT_SIZE
    _fill(count, seed)
    officer = _officer()
    latencies = _walk(officer, random.Random(seed))
    limit = _bare(officer)
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


def _fill(count: int, seed: int) -> None:
    people = [f"subj_bench{n:06d}" for n in range(PEOPLE)]
    sealed = seal_many([(person, "欧阳**".encode()) for person in people])
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [(seed % 1000) / 1000])
        cursor.execute("CREATE TEMP TABLE bench_people (place int, id text, sealed bytea)")
        cursor.executemany(
            "INSERT INTO bench_people VALUES (%s, %s, %s)",
            [
                (n + 1, person, blob)
                for n, (person, blob) in enumerate(zip(people, sealed, strict=True))
            ],
        )
        given = {"size": count, "people": PEOPLE, "now": NOW}
        cursor.execute(_INSERT, given | {"agencies": list(AGENCIES), "regions": list(REGIONS)})
        cursor.execute(_TASKS)
        cursor.execute("ANALYZE cases_case")
        cursor.execute("ANALYZE cases_task")


def _officer() -> Actor:
    duties = frozenset({Duty.REVIEWER, Duty.APPROVER})
    posts = tuple(
        Post(f"post_{n}", agency, "line", REGIONS[3], duties)
        for n, agency in enumerate(AGENCIES[:2])
    )
    return Actor(
        kind=ActorKind.OFFICER, account_id="account_1", posts=posts, assurance=Assurance.L5
    )


def _walk(officer: Actor, chance: random.Random) -> list[float]:
    """First page, some pages on, sometimes one state: as people use a queue."""
    for _ in range(5):
        desk_queue(officer, now=NOW)
    latencies: list[float] = []
    while len(latencies) < CALLS:
        state = CaseState.APPROVED if chance.random() < 0.2 else None
        cursor = None
        for _ in range(chance.randint(1, 6)):
            began = time.perf_counter()
            page = desk_queue(officer, state=state, cursor=cursor, now=NOW + timedelta(minutes=1))
            latencies.append((time.perf_counter() - began) * 1000)
            if len(page.items) != 20 or {row.region for row in page.items} != {REGIONS[3]}:
                raise RuntimeError("the officer's queue is not what it should be")
            cursor = page.next_cursor
    return latencies


def _bare(officer: Actor) -> list[float]:
    latencies = []
    with connection.cursor() as cursor:
        for n in range(CALLS // 2):
            post = officer.posts[n % len(officer.posts)]
            began = time.perf_counter()
            cursor.execute(_BARE, [post.agency_code, f"{post.region}%"])
            cursor.fetchall()
            latencies.append((time.perf_counter() - began) * 1000)
    return latencies
