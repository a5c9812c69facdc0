"""Portal pages through granian at a steady 50 requests a second, as a visitor's browser asks.

The limit is a static file of the same server at the same pace: what the machine, the client and
the server cost before any page is made. Latencies count from the moment a request was due, so a
server that falls behind cannot hide it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from django.conf import settings

from bench._figures import percentiles
from bench._serving import HOST, serving
from tongban.catalogue.api import browse_items
from tongban.content.api import publish_pack
from tongban.kernel.actor import Actor

RATE = 50
DEFAULT_SIZE = 3_000
_WARM_UP = 100
_PACK = Path(__file__).resolve().parents[1] / "packs" / "shili"
_WORDS = ("居住证", "开饭馆", "社保", "gaoling", "营业执照", "孩子出生", "jzz", "医保")


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` page requests at 50 a second, then as many for a static file."""
    publish_pack(actor=Actor.system("bench"), path=_PACK, now=datetime.now(UTC))
    count = size or DEFAULT_SIZE
    pages = _addresses(count, random.Random(seed))
    Path(settings.DATA_DIR, "static").mkdir(parents=True, exist_ok=True)
    with serving(worker=False) as served:
        url = f"http://{HOST}:{served.port}"
        asyncio.run(_ask(url, pages[:_WARM_UP], RATE))
        taken, failed = asyncio.run(_ask(url, pages, RATE))
        limit, _ = asyncio.run(_ask(url, ["/static/design/parts.css"] * (count // 4), RATE))
    figures = percentiles(taken)
    return {
        "name": "pages",
        "value": figures["p95"],
        "unit": "ms p95 at 50 req/s",
        **figures,
        "failed": failed,
        "limit": percentiles(limit)["p95"],
        "limit_is": "p95 of a static file of the same server at the same pace",
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _addresses(count: int, dice: random.Random) -> list[str]:
    """A mix of home, searches and guides, as visitors ask for them."""
    codes = [hit.code for hit in browse_items(Actor.anonymous(), size=100).items]
    kinds = dice.choices(("home", "search", "guide", "verify"), (3, 4, 5, 1), k=count)
    makers = {
        "home": lambda: "/",
        "search": lambda: f"/search?q={dice.choice(_WORDS)}",
        "guide": lambda: f"/items/{dice.choice(codes)}",
        "verify": lambda: "/verify",
    }
    return [makers[kind]() for kind in kinds]


async def _ask(url: str, addresses: Sequence[str], rate: int) -> tuple[list[float], int]:
    """Latencies in ms, each from when its request was due; and how many failed."""
    connector = aiohttp.TCPConnector(limit=64)
    async with aiohttp.ClientSession(connector=connector) as client:
        started = time.perf_counter()

        async def one(number: int, address: str) -> tuple[float, bool]:
            due = started + number / rate
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            async with client.get(url + address) as answer:
                await answer.read()
                return (time.perf_counter() - due) * 1000, answer.status != 200

        done = await asyncio.gather(*(one(n, address) for n, address in enumerate(addresses)))
    return [taken for taken, _ in done], sum(failed for _, failed in done)
