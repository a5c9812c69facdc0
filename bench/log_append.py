"""Leaves appended to the tiled evidence log per second: hashed, written, fsynced, signed.

``gm`` (SM3, SM2), batches as large as the sequencer's. The limit is the machine's own bound for
the same work in the same run: the same bytes written to as many files with an fsync each, plus two
bare hashes a leaf and one signature a batch. The peer keeps one row a leaf, one commit each, as a
message log does: SQLite in WAL mode with synchronous=FULL.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.layout import WIDTH
from tongban_trust.tlog.store import open_log

DEFAULT_SIZE = 200_000
BATCH = 2_000
_LEAF_BYTES = 700  # what a leaf of a submitted case weighs
_ROWS = 3_000


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` leaves in batches of 2,000."""
    count = size or DEFAULT_SIZE
    dice = random.Random(seed)
    leaves = [dice.randbytes(_LEAF_BYTES) for _ in range(BATCH)]
    key = generate_key(Algorithm.SM2)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        began = time.perf_counter()
        with open_log(Path(folder, "log"), suite("gm"), "bench.example", key) as log:
            for _ in range(count // BATCH):
                log.append(leaves)
        seconds = time.perf_counter() - began
        limit = _limit(Path(folder, "bare"), leaves, key, count)
        rows = _rows(Path(folder, "rows.db"), leaves)
    return {
        "name": "log-append",
        "value": round(count // BATCH * BATCH / seconds),
        "unit": "leaves/s durable",
        "limit": limit,
        "limit_is": "same bytes in as many fsynced files, two hashes a leaf, a signature a batch",
        "baselines": {"SQLite WAL, one row and commit a leaf": rows},
        "batch": BATCH,
        "leaf_bytes": _LEAF_BYTES,
        "size": count,
        "seed": seed,
    }


def _limit(folder: Path, leaves: list[bytes], key: Any, count: int) -> int:
    folder.mkdir()
    tile, entries = b"x" * (32 * WIDTH), b"x" * (_LEAF_BYTES * WIDTH)
    template = hashlib.new("sm3")
    began = time.perf_counter()
    for batch in range(count // BATCH):
        for leaf in leaves:
            for data in (leaf, leaf[:65]):
                state = template.copy()
                state.update(data)
                state.digest()
        key.sign(tile[:100])
        for place in range(BATCH // WIDTH + 2):
            _put(folder / f"{batch}-{place}.tile", tile)
            _put(folder / f"{batch}-{place}.entries", entries)
    return round(count // BATCH * BATCH / (time.perf_counter() - began))


def _put(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)


def _rows(path: Path, leaves: list[bytes]) -> int:
    rows = sqlite3.connect(path, isolation_level=None)
    rows.execute("PRAGMA journal_mode=WAL")
    rows.execute("PRAGMA synchronous=FULL")
    rows.execute("CREATE TABLE leaf (place INTEGER PRIMARY KEY, content BLOB)")
    began = time.perf_counter()
    for place in range(_ROWS):
        rows.execute("INSERT INTO leaf (content) VALUES (?)", [leaves[place % BATCH]])
    seconds = time.perf_counter() - began
    rows.close()
    return round(_ROWS / seconds)
