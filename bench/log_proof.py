"""How long a proof of inclusion takes from the tiles of a log of ten million leaves.

The log is built with hash tiles alone (proofs read no entries), of leaves that are 32 random
bytes. Every proof is of a random leaf and is checked against the root; checking is not timed. The
limit is reading the same number of tiles from the same files. ``processor_time`` is the same
proofs without the time others had the processor, in milliseconds.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._figures import percentiles
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.layout import HEIGHT, WIDTH, tile_path
from tongban_trust.tlog.store import reader_of

DEFAULT_SIZE = 10_000_000
_PROOFS = 2_000


def run(size: int | None, seed: int) -> dict[str, Any]:
    """Proofs in a log of ``size`` leaves."""
    count = (size or DEFAULT_SIZE) // 100_000 * 100_000
    dice, chosen = random.Random(seed), suite("gm")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        began = time.perf_counter()
        _build(folder, count, dice)
        built = time.perf_counter() - began
        reader = reader_of(folder, chosen, count)
        root = reader.root()
        taken, worked = [], []
        for _ in range(_PROOFS):
            index = dice.randrange(count)
            began, working = time.perf_counter(), time.process_time()
            leaf, path = reader.leaf(index), reader.inclusion(index)
            taken.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - working) * 1000)
            if not tree.includes(chosen, leaf, index, count, path, root):
                raise RuntimeError(f"the proof of leaf {index} does not hold")
        limit = _limit(folder, count, dice)
    figures = percentiles(taken)
    return {
        "name": "log-proof",
        "value": figures["p99"],
        "unit": "ms p99",
        **figures,
        "processor_time": percentiles(worked),
        "limit": limit,
        "limit_is": "ms p99 of reading one level-0 tile of the same log",
        "baselines": {},
        "built_in_s": round(built, 1),
        "size": count,
        "seed": seed,
    }


def _build(folder: Path, count: int, dice: random.Random) -> None:
    """The tiles of every level, without entries, fsync or checkpoint."""
    chosen, level = suite("gm"), 0
    hashes = b"".join(dice.randbytes(32 * 100_000) for _ in range(count // 100_000))
    while hashes:
        above = bytearray()
        size = len(hashes) // 32
        for index in range((size + WIDTH - 1) // WIDTH):
            data = hashes[index * 32 * WIDTH : (index + 1) * 32 * WIDTH]
            path = folder / tile_path(level, index, len(data) // 32)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if len(data) == 32 * WIDTH:
                whole = [data[i : i + 32] for i in range(0, len(data), 32)]
                above += tree.root_over(chosen, whole)
        hashes, level = bytes(above), level + 1
        if level * HEIGHT > 40:
            raise RuntimeError("the log has too many levels")


def _limit(folder: Path, count: int, dice: random.Random) -> float:
    taken = []
    for _ in range(_PROOFS):
        path = folder / tile_path(0, dice.randrange(count // WIDTH))
        began = time.perf_counter()
        path.read_bytes()
        taken.append((time.perf_counter() - began) * 1000)
    return percentiles(taken)["p99"]
