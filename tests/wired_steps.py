"""What one more step of a case costs with its database, after so many steps before it.

The past is written as the rows it would have left; the steps that are measured go through the
door, each with its evidence and its event, and give the case back as its officer sees it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tongban.cases.api import CaseView, accept_case, complete_step
from tongban.cases.domain.events import Event
from tongban.cases.domain.flow.definition import DECIDING
from tongban.cases.domain.flow.moving import advance, start
from tongban.cases.domain.flow_events import StepDone
from tongban.cases.domain.stored_events import facts_of
from tongban.cases.models import CaseEvent, CaseFlow, Task
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
)
from tongban.cases.tests.flows import chain
from tongban.kernel.sitting import one_sitting

_MEASURED, _WARM_UP = 40, 10


def wired_steps(pasts: tuple[int, ...]) -> dict[str, dict[str, float]]:
    """By the steps before: milliseconds of processor time and statements of one step.

    ``ours`` is this process, ``postgres`` the server's process for our connection (0 where the
    machine has no /proc). The lowest of four rounds, as other work on the machine only adds.
    """
    with pytest.MonkeyPatch.context() as patch:
        a_house(patch)
        return {str(past): _after(past, place) for place, past in enumerate(pasts, start=1)}


def _after(past: int, place: int) -> dict[str, float]:
    flow_item(replace(chain(past + _MEASURED + _WARM_UP + 1), version=place))
    officer = an_officer()
    known = do(accept_case, officer, submit(a_resident(), COMMITTED, item_version=2))
    _write_past(known, past)

    def one() -> None:
        nonlocal known
        with one_sitting():
            known = do(complete_step, officer, known, outcome="done", opinion="看过")

    for _ in range(_WARM_UP):
        one()
    rounds = [_measured(one, _MEASURED // 4) for _ in range(4)]
    return {name: round(min(each[name] for each in rounds), 2) for name in rounds[0]}


def _measured(one: Callable[[], None], times: int) -> dict[str, float]:
    statements = 0

    def counting(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*given)

    ours, server = time.process_time(), _server_s()
    with connection.execute_wrapper(counting):
        for _ in range(times):
            one()
    return {
        "ours": (time.process_time() - ours) / times * 1000,
        "postgres": (_server_s() - server) / times * 1000,
        "statements": statements / times,
    }


def _server_s() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def _write_past(known: CaseView, past: int) -> None:
    """The rows that ``past`` finished steps would have left."""
    row = CaseFlow.objects.get(case_id=known.id)
    of = chain(past + _MEASURED + _WARM_UP + 1)
    marking, events = start(of).marking, list[Event]()
    for place in range(past):
        event = StepDone(at=NOW, by=AGENCY, step=f"s{place}", agency=DECIDING, outcome="done")
        marking = advance(of, marking, event).marking
        events.append(event)
    stood = len(known.steps)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case_id=known.id, seq=stood + place, kind="StepDone", at=event.at, by=event.by,
            facts=facts_of(event),
        )
        for place, event in enumerate(events, start=1)
    )  # fmt: skip
    row.marking = replace(marking, version=row.version).to_json()
    row.save(update_fields=["marking"])
    tasks = Task.objects.filter(case_id=known.id, done_at__isnull=True)
    tasks.update(step=f"s{past}")
