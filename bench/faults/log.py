"""Kills the evidence log's writer at random moments; nothing acknowledged is lost or signed twice.

Run: ``python -m bench.faults.log --kills 200 --seed 1`` (from the checkout; brings its own
PostgreSQL without DATABASE_URL). Each round two processes start: one commits acts of one to forty
leaves (some rolled back) and says which, one sequences and says what it signed; both are killed
(SIGKILL) at a random moment. Every few rounds the files are thrown away, or put back as they were
some rounds ago, as a backup would. At the end: every leaf told is in the log once, no rolled-back
one is, files and rows hold together, and every checkpoint ever told is a beginning of the last.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection, connections, transaction

from bench.faults.submit import a_cluster
from tongban_trust.suites import suite
from tongban_trust.tlog.note import parse_checkpoint
from tongban_trust.tlog.store import CHECKPOINT, reader_of
from tongban_trust.tlog.tree import extends

_LONGEST_S = 0.8
_MOST_LEAVES = 40
_LOCK_FREE_S = 60.0


@dataclass
class Told:
    """What the killed processes had said before they were killed."""

    leaves: list[str] = field(default_factory=list)
    checkpoints: dict[int, str] = field(default_factory=dict)
    inside: int = 0
    set_back: int = 0


def _all_placed() -> Any:
    """The verdict once every leaf has its place.

    The server may still hold the lock of a sequencer that was just killed.
    """
    from tongban.ledger.api import sequence_leaves, verify_log

    ends = time.monotonic() + _LOCK_FREE_S
    while True:
        sequence_leaves(_now())
        verdict = verify_log()
        if not verdict.unsequenced or time.monotonic() > ends:
            return verdict
        time.sleep(0.5)


def run(kills: int, seed: int) -> dict[str, Any]:
    """``kills`` rounds; the figures, or RuntimeError with what is wrong."""
    from tongban.ledger.api import log_identity

    chance, told = random.Random(seed), Told()
    identity = log_identity()
    folder = _folder(identity.origin)
    began = time.perf_counter()
    kept: Path | None = None
    for number in range(kills):
        connections.close_all()
        _round(chance, told, until_signed=number == 0)
        told.inside += _ask("SELECT placed <> size FROM ledger_evidencelog")[0][0]
        if number % 7 == 3 and folder.exists():
            kept = folder.with_name("kept")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        if number % 7 == 6 and kept is not None:
            shutil.rmtree(folder)
            if chance.random() < 0.5:
                shutil.copytree(kept, folder)
            told.set_back += 1
    verdict = _all_placed()
    if not verdict.holds or verdict.unsequenced:
        raise RuntimeError(f"the log does not hold: {verdict}")
    _check(told, identity.suite, folder)
    return {
        "name": "faults-log",
        "kills": kills,
        "kills_between_placed_and_signed": told.inside,
        "files_lost_or_set_back": told.set_back,
        "leaves_acknowledged": len(told.leaves),
        "leaves_in_the_log": verdict.size,
        "checkpoints_told": len(told.checkpoints),
        "lost": 0,
        "doubled": 0,
        "forked": 0,
        "seed": seed,
        "seconds": round(time.perf_counter() - began, 1),
    }


def _round(chance: random.Random, told: Told, *, until_signed: bool) -> None:
    """Kill both at a random moment; the first time not before a checkpoint was told."""
    children = [_fork(work, chance.random()) for work in (_commit, _sequence)]
    first = [os.read(pipe, 1) for _, pipe in children]  # both are at work
    while until_signed and b"signed" not in first[1]:
        more = os.read(children[1][1], 4096)
        if not more:
            raise RuntimeError("the sequencer ended by itself")
        first[1] += more
    time.sleep(chance.uniform(0, _LONGEST_S))
    for pid, _ in children:
        os.kill(pid, signal.SIGKILL)
    for (pid, pipe), byte in zip(children, first, strict=True):
        os.waitpid(pid, 0)
        with os.fdopen(pipe, "rb") as said:
            lines = (byte + said.read()).decode().split("\n")[:-1]  # a torn last line was not told
        _note(lines, told)


def _note(lines: list[str], told: Told) -> None:
    for line in lines:
        kind, _, rest = line.partition(" ")
        if kind == "leaves":
            told.leaves += rest.split()
        elif kind == "signed":
            size, root = rest.split()
            if told.checkpoints.setdefault(int(size), root) != root:
                raise RuntimeError(f"two roots were signed for {size} leaves")


def _fork(work: Any, seed: float) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    try:
        work(writing, random.Random(seed))
    finally:
        os._exit(1)
    raise AssertionError


def _commit(pipe: int, chance: random.Random) -> None:
    from tongban.kernel.actor import Actor
    from tongban.ledger.api import record

    actor = Actor.system("faults")
    while True:
        with transaction.atomic():
            is_dropped = chance.random() < 0.2
            about = "dropped" if is_dropped else "kept"
            receipts = [
                record(kind="faults.leaf", about=about, facts={}, actor=actor, now=_now())
                for _ in range(chance.randint(1, _MOST_LEAVES))
            ]
            transaction.set_rollback(is_dropped)
        if not is_dropped:
            _tell(pipe, "leaves " + " ".join(receipt.leaf_id for receipt in receipts))


def _sequence(pipe: int, _chance: random.Random) -> None:
    from tongban.ledger.api import log_identity, sequence_leaves

    path = _folder(log_identity().origin) / CHECKPOINT
    while True:
        _tell(pipe, "turn")
        sequence_leaves(_now())
        if path.exists():
            signed = parse_checkpoint(path.read_text("utf-8"))
            _tell(pipe, f"signed {signed.size} {signed.root.hex()}")


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def _check(told: Told, suite_name: str, folder: Path) -> None:
    chosen, last = suite(suite_name), parse_checkpoint((folder / CHECKPOINT).read_text("utf-8"))
    rows = _ask("SELECT leaf_id, about FROM ledger_leaf WHERE sequence IS NOT NULL")
    known = {leaf for leaf, about in rows if about == "kept"}
    lost = [leaf for leaf in told.leaves if leaf not in known]
    if lost or len(known) != last.size:
        raise RuntimeError(f"{len(lost)} leaves lost, {len(known)} in a log of {last.size}")
    reader = reader_of(folder, chosen, last.size)
    for size, old in told.checkpoints.items():
        proof = reader.consistency(size)
        if not extends(chosen, size, bytes.fromhex(old), last.size, last.root, proof):
            raise RuntimeError(f"the checkpoint told at {size} is no beginning of the last")


def _folder(origin: str) -> Path:
    return Path(settings.DATA_DIR) / "log" / origin.rpartition("/")[2]


def _ask(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    with a_cluster():
        django.setup()
        from tongban.site.benching import throw_away_database

        with throw_away_database():
            print(json.dumps(run(given.kills, given.seed)))


if __name__ == "__main__":
    main()
