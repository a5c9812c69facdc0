"""The worker process: the queue in front, the work that repeats in threads beside it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog
from django.db import connection
from procrastinate.contrib.django import app

from tongban.jobs.actions.beat import beat, leave
from tongban.jobs.adapters.queue import QUEUE
from tongban.jobs.domain.schedule import PeriodicTask, periodic_tasks
from tongban.kernel.ids import new_id

BEAT_INTERVAL_S = 2.0
_OPTIONS: dict[str, Any] = {
    "queues": [QUEUE],
    "concurrency": 4,
    "delete_jobs": "successful",
    "fetch_job_polling_interval": 1.0,
    "shutdown_graceful_timeout": 5.0,
    "update_heartbeat_interval": 2.0,
    "stalled_worker_timeout": 10.0,
}

_log = structlog.get_logger(__name__)


def run_worker(*, wait: bool = True) -> None:
    """Deliver events and run the periodic tasks until SIGINT or SIGTERM.

    ``wait=False`` returns as soon as the queue is empty, for tests.
    """
    worker_id = new_id("worker")
    with _beating(worker_id), _periodic_threads():
        _log.info("worker started", worker_id=worker_id)
        # A second app object: the shared one keeps Django's connection, on which the relay's
        # deliveries must commit together with its outbox rows.
        connector: Any = app.connector
        running = app.with_connector(connector.get_worker_connector())
        running.run_worker(name=worker_id, wait=wait, install_signal_handlers=wait, **_OPTIONS)
    _log.info("worker stopped", worker_id=worker_id)


@contextmanager
def _beating(worker_id: str) -> Iterator[None]:
    stop = threading.Event()
    pulse = PeriodicTask(
        "jobs.beat", BEAT_INTERVAL_S, lambda now: beat(worker_id=worker_id, now=now)
    )
    thread = _start(pulse, stop, run=lambda: _run_logged(pulse))
    try:
        yield
    finally:
        stop.set()
        thread.join()
        leave(worker_id=worker_id)


@contextmanager
def _periodic_threads() -> Iterator[None]:
    stop = threading.Event()
    threads = [_start(task, stop, run=partial(run_if_alone, task)) for task in periodic_tasks()]
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _start(task: PeriodicTask, stop: threading.Event, *, run: Callable[[], object]) -> Any:
    def loop() -> None:
        try:
            while True:
                started = time.monotonic()
                run()
                if stop.wait(max(task.interval_s - (time.monotonic() - started), 0.01)):
                    return
        finally:
            connection.close()

    thread = threading.Thread(target=loop, name=task.name)
    thread.start()
    return thread


def run_if_alone(task: PeriodicTask) -> bool:
    """Run ``task`` once unless another worker is running it; True when it ran here.

    A session lock, named after the task, is held meanwhile; a task opens its own transactions.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [task.name])
            if not cursor.fetchone()[0]:
                return False
        try:
            _run_logged(task)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [task.name])
    except Exception as fault:  # noqa: BLE001  the database went away: try again next time
        _log.warning("periodic task could not start", task=task.name, fault=type(fault).__name__)
        connection.close()
        return False
    return True


def _run_logged(task: PeriodicTask) -> None:
    try:
        task.tick(datetime.now(UTC))
    except Exception as fault:  # noqa: BLE001  one bad run must not end the schedule
        _log.error("periodic task failed", task=task.name, fault=type(fault).__name__)
        connection.close()
