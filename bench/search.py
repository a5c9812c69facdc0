"""How long a person waits for search over all items of a province.

The limit is the same words as one bare tsquery on the same index, twenty rows, no ranking.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rjieba
from django.db import connection
from pypinyin import Style, lazy_pinyin

from bench._figures import percentiles
from bench._items import ACTS, OBJECTS, regions, write_items
from tongban.catalogue.api import AudienceSide, import_catalogue, index_all, search_items
from tongban.kernel.actor import Actor

DEFAULT_SIZE = 100_000
QUERIES = 1_000
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_SPOKEN_WORDS = """
我想开个饭馆 暂住证到期了怎么办 老人补贴 生孩子要办什么 驾照丢了 开公司需要什么材料 房子过户
失业了能领钱吗 考教师资格证 开药店 户口迁移怎么办 社保卡 低保 公积金提取 开诊所 结婚登记
营业执照 卖烟需要办什么证
"""
_SPOKEN = _SPOKEN_WORDS.split()
# Publication's lints are not what is measured here.
_PUBLISH = "UPDATE catalogue_itemversion SET state = 'item-state.published', published_at = now()"


def run(size: int | None, seed: int) -> dict[str, Any]:
    """A thousand searches, as people ask: with their region or without, in many spellings."""
    count = size or DEFAULT_SIZE
    index_s = _fill(count, seed)
    asked = _questions(seed)
    latencies = _timed(asked, _ours)
    bare = _timed(asked, _bare)
    figures = percentiles(latencies)
    return {
        "name": "search",
        "value": figures["p95"],
        "unit": "ms p95",
        **figures,
        "limit": percentiles(bare)["p95"],
        "limit_p50": percentiles(bare)["p50"],
        "slowest": max(zip(latencies, asked, strict=True))[1][0],
        "indexed_per_s": round(count / index_s),
        "baselines": {},
        "size": count,
        "seed": seed,
    }


def _fill(count: int, seed: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.ndjson"
        write_items(path, count, seed)
        actor = Actor.system("bench")
        import_catalogue(actor=actor, path=path, profile="guangdong", now=_NOW)
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH)
        started = time.perf_counter()
        index_all()
        seconds = time.perf_counter() - started
        cursor.execute("VACUUM ANALYZE catalogue_searchrow")
    return seconds


Question = tuple[str, str | None, AudienceSide | None]


def _questions(seed: int) -> list[Question]:
    chance = random.Random(seed)
    codes = [code for code, _, _ in regions()]
    found: list[Question] = []
    for _ in range(QUERIES):
        thing, act = chance.choice(OBJECTS), chance.choice(ACTS)
        text = chance.choice(
            (
                thing + act,
                thing,
                f"怎么办{thing}{act}",
                act,
                chance.choice(_SPOKEN),
                "".join(lazy_pinyin(thing)),
                "".join(lazy_pinyin(thing + act, style=Style.FIRST_LETTER)),
                thing[: max(2, len(thing) - 1)],
            )
        )
        region = chance.choice((None, *[chance.choice(codes)] * 3))
        side = chance.choice((None, None, AudienceSide.PERSON, AudienceSide.FIRM))
        found.append((text[:60], region, side))
    return found


def _timed(asked: Sequence[Question], one: Callable[[Question], None]) -> list[float]:
    for question in asked[:20]:
        one(question)
    latencies = []
    for question in asked:
        before = time.perf_counter()
        one(question)
        latencies.append((time.perf_counter() - before) * 1000)
    return latencies


def _ours(question: Question) -> None:
    text, region, side = question
    search_items(Actor.anonymous(), text=text, region=region, audience=side)


def _bare(question: Question) -> None:
    words = [word.strip("'\\ ") for word in rjieba.cut_for_search(question[0])]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT item_id FROM catalogue_searchrow WHERE vector @@ %s::tsquery LIMIT 20",
            [" & ".join(f"'{word}'" for word in words if word)],
        )
        cursor.fetchall()
