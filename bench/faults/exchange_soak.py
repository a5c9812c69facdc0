"""Two nodes at a steady load for a while: does their memory grow?

Run as ``tongban exchange soak --minutes 20 --json``. Prints the resident memory of both nodes each
minute; exit 1 when one passes 150 MB, has grown by 5 MB after the first third, or a call failed.
The platform is there and takes both logs; every call is another case.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench._exchange_world import running
from bench._figures import percentiles
from bench._load import paced

_AT_ONCE_S = 10
_MOST_MB = 150
_MOST_GROWN_MB = 5.0
_CODE = re.compile(rb'"code":"([^"]+)"')


async def soak(folder: Path, minutes: float, per_second: int, seed: int) -> dict[str, Any]:
    """Memory by the minute, latencies, how many were not answered."""
    memory, latencies, calls = [], [], 0
    odd: Counter[str] = Counter()
    async with running(folder, "gm", seed) as nodes:
        nodes.platform.away = False
        ends = time.monotonic() + minutes * 60
        while time.monotonic() < ends:
            asks = nodes.asks("g-good", per_second * _AT_ONCE_S)
            outcome = await paced(nodes.port, asks, per_second, 32)
            latencies += outcome.latencies_ms
            odd.update(
                body.decode()[:200] if b'"code"' not in body else str(_CODE.findall(body))
                for body in outcome.bodies
                if b'"outcome":"answered"' not in body
            )
            calls += len(asks)
            memory.append(nodes.memory_mb())
        sizes = {name: each.size for name, each in nodes.platform.followed.items()}
    every = max(1, round(60 / _AT_ONCE_S))
    warm, highest = memory[len(memory) // 3 :], list(map(max, zip(*memory, strict=True)))
    grown = [round(last - first, 1) for first, last in zip(warm[0], warm[-1], strict=True)]
    return {
        "name": "exchange-soak",
        "passed": max(highest) <= _MOST_MB and max(grown) <= _MOST_GROWN_MB and not odd,
        "calls": calls,
        "not_answered": dict(odd),
        "memory_mb_provider_consumer": memory[::every],
        "highest_mb": highest,
        "grown_mb_after_the_first_third": grown,
        "latency_ms": percentiles(latencies),
        "leaves_followed": sizes,
        "minutes": minutes,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--per-second", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        work = soak(Path(folder), chosen.minutes, chosen.per_second, chosen.seed)
        figures = asyncio.run(work)
    if chosen.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))
    return 0 if figures["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
