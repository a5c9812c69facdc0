"""Exchanges per second through a consumer's and a provider's node: legal, authenticated, logged.

Each exchange is another case with a token of its own, signed by the platform beforehand. Both
nodes, the load and nothing else share the machine; the platform is away meanwhile, as it may be.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from bench._exchange_world import Nodes, running
from bench._figures import percentiles
from bench._load import Outcome, closed_loop, paced

DEFAULT_SIZE = 10_000
CALLERS = 64


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` exchanges signed by the batch, a fifth as many with each message signed."""
    count = size or DEFAULT_SIZE
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        return asyncio.run(_measure(Path(folder), count, seed))


async def _measure(folder: Path, count: int, seed: int) -> dict[str, Any]:
    async with running(folder, "gm", seed) as nodes:
        await _ask(nodes, "g-good", 500)
        batch = await _ask(nodes, "g-good", count)
        half = await _paced(nodes, "g-good", count // 2, batch.per_second / 2)
        each = await _ask(nodes, "g-signed", count // 5)
    return {
        "name": "exchange",
        "value": round(batch.per_second),
        "unit": "exchanges/s, gm, batch-signed",
        "half_load_ms": percentiles(half.latencies_ms),
        "each_signed": round(each.per_second),
        "size": count,
        "seed": seed,
    }


async def _ask(nodes: Nodes, grant: str, count: int) -> Outcome:
    outcome = await closed_loop(nodes.port, nodes.asks(grant, count), CALLERS)
    _all_answered(outcome)
    return outcome


async def _paced(nodes: Nodes, grant: str, count: int, per_second: float) -> Outcome:
    outcome = await paced(nodes.port, nodes.asks(grant, count), per_second, CALLERS)
    _all_answered(outcome)
    return outcome


def _all_answered(outcome: Outcome) -> None:
    odd = [body for body in outcome.bodies if b'"outcome":"answered"' not in body]
    if odd:
        raise RuntimeError(f"{len(odd)} exchanges were not answered, such as {odd[0][:300]!r}")
