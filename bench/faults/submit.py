"""Kills web and worker during submits; every acknowledged case must exist exactly once.

Run: ``python -m bench.faults.submit --kills 100 --seed 1`` (from the checkout, with DATABASE_URL).
Each round sends applications from several callers and kills the whole process group (SIGKILL) at a
random moment; then the servers start again and every application without an answer is sent again
with the same key. At the end: one case per key, one evidence leaf, one CaseDecided in the outbox,
one certificate; and none that nobody sent.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import django
from django.db import connection, connections

from tongban.site.postgres.server import throw_away_cluster
from tongban_node.attack.processes import free_port

CALLERS = 4
_TIMES = 3  # people try again: a connection may outlive the server that was killed
_OFF = (OSError, http.client.HTTPException, json.JSONDecodeError)


@dataclass
class Tally:
    """What happened, counted by the callers."""

    kills: int = 0
    between: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    retried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    in_flight: int = 0


def run(kills: int, seed: int, per_round: int = 8) -> dict[str, Any]:
    """Kill ``kills`` times with ``per_round`` applications on the way; the figures, or an error."""
    from bench._applicants import ANSWERS, make_applicants, publish_province
    from tongban.seals.api import STATEMENT_CODE

    chance = random.Random(seed)
    tally = Tally()
    item = publish_province()
    applicants = make_applicants(kills * per_round)
    connections.close_all()
    body = {
        "item_code": item.code,
        "item_version": item.version,
        "answers": ANSWERS,
        "statement": STATEMENT_CODE,
    }
    began = time.perf_counter()
    servers = _start()
    for number in range(kills):
        mine = applicants[number * per_round : (number + 1) * per_round]
        todo = [(a.token, f"fault-{seed}-{a.subject_id}") for a in mine]
        _round(servers, todo, body, tally, chance)
        servers = _start()
        _finish(servers, todo, body, tally)
    _stop(servers)
    _check(tally, kills * per_round)
    return {
        "name": "faults-submit",
        "kills": tally.kills,
        "kills_between_request_and_reply": tally.between,
        "acknowledged": len(tally.acknowledged),
        "retried": tally.retried,
        "lost": 0,
        "doubled": 0,
        "seed": seed,
        "seconds": round(time.perf_counter() - began, 1),
    }


def _start() -> tuple[int, list[subprocess.Popen[bytes]]]:
    from bench._serving import start, wait_until_up

    port = free_port()
    children = [start("serve", "--port", str(port)), start("worker")]
    wait_until_up(port)
    return port, children


def _stop(servers: tuple[int, list[subprocess.Popen[bytes]]], sign: int = signal.SIGKILL) -> None:
    from bench._serving import stop

    for child in servers[1]:
        stop(child, sign)


def _round(servers: Any, todo: Any, body: Any, tally: Tally, chance: random.Random) -> None:
    """Send from several callers, and kill while some of them wait for their answer."""
    port, _ = servers
    callers = [
        threading.Thread(target=_call, args=(port, todo[n::CALLERS], body, tally))
        for n in range(CALLERS)
    ]
    for caller in callers:
        caller.start()
    time.sleep(chance.uniform(0.02, 0.6))
    with tally.lock:
        tally.kills += 1
        tally.between += tally.in_flight > 0
    _stop(servers)
    for caller in callers:
        caller.join()


def _finish(servers: Any, todo: Any, body: Any, tally: Tally) -> None:
    """As people do: send again what was not answered, with the same key."""
    for _ in range(_TIMES):
        waiting = [(token, key) for token, key in todo if key not in tally.acknowledged]
        tally.retried += len(waiting)
        _call(servers[0], waiting, body, tally)
    missing = [key for _, key in todo if key not in tally.acknowledged]
    if missing:
        raise RuntimeError(f"{len(missing)} applications were not accepted when sent again")


def _call(port: int, todo: list[tuple[str, str]], body: Any, tally: Tally) -> None:
    from bench._serving import HOST, submit

    for token, key in todo:
        wire = http.client.HTTPConnection(HOST, port, timeout=120)
        with tally.lock:
            tally.in_flight += 1
        try:
            status, answer = submit(wire, token=token, key=key, body=body)
            if status == 201:
                tally.acknowledged[key] = answer["id"]
        except _OFF:
            pass  # no answer: not acknowledged, it will be sent again
        finally:
            wire.close()
            with tally.lock:
                tally.in_flight -= 1


def _check(tally: Tally, sent: int) -> None:
    """Exactly the acknowledged cases, each once with its leaf, its event and its certificate."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT idempotency_token, id,"
            " (SELECT count(*) FROM ledger_leaf WHERE about = c.id AND kind = 'cases.submitted'),"
            " (SELECT count(*) FROM jobs_outbox WHERE aggregate = c.id"
            "    AND event = 'CaseDecided'),"
            " (SELECT count(*) FROM certificates_certificate WHERE case_id = c.id)"
            " FROM cases_case c ORDER BY id"
        )
        rows = cursor.fetchall()
    stored = {key: case_id for key, case_id, *_ in rows}
    faults = [row for row in rows if row[2:] != (1, 1, 1)]
    if len(rows) != sent or stored != tally.acknowledged or faults:
        raise RuntimeError(
            f"sent {sent}, stored {len(rows)}, acknowledged {len(tally.acknowledged)},"
            f" without one leaf, event and certificate each: {faults[:3]}"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-round", type=int, default=8)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    with a_cluster():
        django.setup()
        from tongban.site.benching import throw_away_database

        with throw_away_database():
            print(json.dumps(run(given.kills, given.seed, given.per_round)))


@contextmanager
def a_cluster() -> Iterator[None]:
    """The PostgreSQL of DATABASE_URL, else one of our own for this run."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with throw_away_cluster() as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        yield


if __name__ == "__main__":
    main()
