"""Instant cases per second through HTTP: form in, rules, certificate row committed, answer out.

Web processes as ``tongban serve`` starts them, the worker running beside, eight callers with
keep-alive, every case by another person. The limit writes the same number of rows of the same
bytes in the same transactions with bare psycopg.
"""

from __future__ import annotations

import http.client
import threading
import time
from typing import Any

from django.db import connection, connections

from bench._applicants import ANSWERS, Applicant, make_applicants, publish_province
from bench._figures import percentiles
from bench._pgbench import pgbench_rate
from bench._processors import groups, per_case
from bench._rows import copy_rate, newest_case
from bench._serving import HOST, serving, submit
from tongban.seals.api import STATEMENT_CODE

DEFAULT_SIZE = 1_000
CALLERS = 8
WARM_UP = 40


def run(size: int | None, seed: int) -> dict[str, Any]:
    """``size`` applications after a warm-up."""
    count = size or DEFAULT_SIZE
    item = publish_province()
    applicants = make_applicants(count + WARM_UP)
    connections.close_all()
    body = {
        "item_code": item.code,
        "item_version": item.version,
        "answers": ANSWERS,
        "statement": STATEMENT_CODE,
    }
    with serving() as served:
        _send(served.port, applicants[:WARM_UP], body)
        before, began = groups(served.groups), time.perf_counter()
        latencies = _send(served.port, applicants[WARM_UP:], body)
        seconds = time.perf_counter() - began
        spent = per_case(before, groups(served.groups), count)
    _check(count + WARM_UP)
    sample = newest_case()
    return {
        "name": "instant-case",
        "value": round(count / seconds, 1),
        "unit": "cases/s",
        **percentiles(latencies),
        "latency_unit": "ms",
        "processor_ms_per_case": spent,
        "limit": round(copy_rate(sample, min(count, 1_000)), 1),
        "callers": CALLERS,
        "baselines": {"pgbench, the same rows, 8 clients": pgbench_rate(sample, min(count, 1_000))},
        "size": count,
        "seed": seed,
    }


def _send(port: int, applicants: list[Applicant], body: dict[str, Any]) -> list[float]:
    latencies: list[float] = []
    faults: list[object] = []

    def call(mine: list[Applicant]) -> None:
        wire = http.client.HTTPConnection(HOST, port, timeout=60)
        for applicant in mine:
            began = time.perf_counter()
            key = f"bench-{applicant.subject_id}"
            status, answer = submit(wire, token=applicant.token, key=key, body=body)
            latencies.append((time.perf_counter() - began) * 1000)
            if status != 201 or answer["state"] != "case-state/approved":
                faults.append(answer)

    callers = [
        threading.Thread(target=call, args=(applicants[place::CALLERS],))
        for place in range(CALLERS)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    if faults:
        raise RuntimeError(f"{len(faults)} applications were not approved, first: {faults[0]}")
    return latencies


def _check(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM cases_case),"
            " (SELECT count(*) FROM certificates_certificate),"
            " (SELECT count(*) FROM ledger_leaf WHERE kind = 'cases.submitted'),"
            " (SELECT count(*) FROM jobs_outbox WHERE event = 'CaseDecided')"
        )
        if set(cursor.fetchone()) != {count}:
            raise RuntimeError("cases, certificates, leaves and events do not agree")
