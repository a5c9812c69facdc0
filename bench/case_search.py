"""Finding among a million cases at the desk: by number, by its first digits, by person, by service.

The limit is the bare SELECT of one case by its number.
"""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

from django.db import connection

from bench._cases import AGENCIES, ITEMS, NOW, REGIONS, fill, officer
from bench._figures import percentiles
from tongban.cases.api import Sought, desk_find
from tongban.kernel.actor import Actor

DEFAULT_SIZE = 1_000_000
CALLS = 150
_MINE = """
SELECT number FROM cases_case WHERE current_agency = ANY(%s) AND region = %s ORDER BY id LIMIT 3000
"""


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` cases made in bulk; each way of finding ``CALLS`` times, percentiles of all."""
    count = size or DEFAULT_SIZE
    people = fill(count, seed)
    chance = random.Random(seed)
    numbers = _numbers()
    ways = {
        "by number": lambda: Sought(chance.choice(numbers)),
        "by division and day": lambda: Sought(chance.choice(numbers)[:14]),
        "by person": lambda: Sought(chance.choice(list(people.values()))),
        "by service": lambda: Sought(item_code=f"item_{chance.randrange(ITEMS)}"),
        "by service and days": lambda: Sought(
            item_code=f"item_{chance.randrange(ITEMS)}",
            since=NOW - timedelta(days=9),
            until=NOW - timedelta(days=2),
        ),
    }
    caller = officer()
    latencies = {name: [_one(caller, make()) for _ in range(CALLS)] for name, make in ways.items()}
    every = percentiles([each for one in latencies.values() for each in one])
    return {
        "name": "case-search",
        "value": every["p99"],
        "unit": "ms, p99",
        **every,
        "p99_of_each": {name: percentiles(one)["p99"] for name, one in latencies.items()},
        "limit": percentiles(_bare(numbers, chance))["p99"],
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _one(caller: Actor, sought: Sought) -> float:
    began = time.perf_counter()
    rows = desk_find(caller, sought, NOW)
    spent = (time.perf_counter() - began) * 1000
    if {row.region for row in rows} - {REGIONS[3]} or (len(sought.words) == 22 and len(rows) != 1):
        raise RuntimeError("the officer found what is not there, or not what is")
    return spent


def _numbers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_MINE, [list(AGENCIES[:2]), REGIONS[3]])
        return [row[0] for row in cursor.fetchall()]


def _bare(numbers: list[str], chance: random.Random) -> list[float]:
    latencies = []
    with connection.cursor() as cursor:
        for _ in range(CALLS):
            number = chance.choice(numbers)
            began = time.perf_counter()
            cursor.execute("SELECT id, number, title FROM cases_case WHERE number = %s", [number])
            cursor.fetchall()
            latencies.append((time.perf_counter() - began) * 1000)
    return latencies
