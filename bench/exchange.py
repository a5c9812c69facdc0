"""Exchanges per second through a consumer's and a provider's node: legal, authenticated, logged.

Each exchange is another case with a token of its own, which the platform signed beforehand, 64
under one signature. Both nodes and the load share the machine; the platform is away meanwhile, as
it may be. Two processors are meant: what `openssl speed -multi 2` signs and verifies is the bound
when every message is signed (two signatures and two verifications an exchange).
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from bench._exchange_peers import forwarded, forwarded_paced, openssl_speed
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
        await _ask(nodes, nodes.asks("g-good", 500))
        asks = nodes.asks("g-good", count)
        before = nodes.processor_s()
        batch = await _ask(nodes, asks)
        spent = [after - was for was, after in zip(before, nodes.processor_s(), strict=True)]
        alone = await _ask(nodes, nodes.asks("g-good", count // 5, together=1))
        each = await _ask(nodes, nodes.asks("g-signed", count // 5))
        half = await _paced(nodes, nodes.asks("g-good", count // 2), batch.per_second / 2)
        memory = nodes.memory_mb()
    bare = await forwarded(count, CALLERS, None)
    bare_half = await forwarded_paced(count // 2, CALLERS, batch.per_second / 2)
    x_road = await forwarded(count // 5, CALLERS, folder / "rows")
    signs, verifies = await asyncio.to_thread(openssl_speed)
    bound = 1 / (2 / signs + 2 / verifies)
    return {
        "name": "exchange",
        "value": round(batch.per_second),
        "unit": "exchanges/s, gm, signed by the batch",
        "half_load_ms": percentiles(half.latencies_ms),
        "half_load_bare_ms": percentiles(bare_half),
        "full_load_ms": percentiles(batch.latencies_ms),
        "a_signature_for_each_token": round(alone.per_second),
        "each_message_signed": round(each.per_second),
        "each_message_signed_of_bound": round(each.per_second / bound, 2),
        "processor_us": {
            name: round(used * 1e6 / count)
            for name, used in zip(("provider", "consumer"), spent, strict=True)
        },
        "memory_mb": memory,
        "limit": round(bare),
        "limit_is": "two bare aiohttp proxies in a row, nothing checked or kept",
        "openssl_speed": {"sm2_sign": round(signs), "sm2_verify": round(verifies)},
        "signature_bound": round(bound),
        "baselines": {"the X-Road way: RSA-2048 and a row for each message": round(x_road)},
        "callers": CALLERS,
        "size": count,
        "seed": seed,
    }


async def _ask(nodes: Nodes, asks: list[bytes]) -> Outcome:
    return _all_answered(await closed_loop(nodes.port, asks, CALLERS))


async def _paced(nodes: Nodes, asks: list[bytes], per_second: float) -> Outcome:
    return _all_answered(await paced(nodes.port, asks, per_second, CALLERS))


def _all_answered(outcome: Outcome) -> Outcome:
    odd = [body for body in outcome.bodies if b'"outcome":"answered"' not in body]
    if odd:
        raise RuntimeError(f"{len(odd)} exchanges were not answered, such as {odd[0][:300]!r}")
    return outcome
