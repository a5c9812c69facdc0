"""The claims about order and exactly-once effects, with real workers, threads and commits."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tongban.jobs.actions.deliver import deliver
from tongban.jobs.actions.rescue import rescue_stalled
from tongban.jobs.api import (
    DeliveryNotParked,
    NotAnOperator,
    TryAgainLater,
    outbox_lag,
    parked_deliveries,
    relay_outbox,
    retry_parked,
    run_worker,
    worker_ready,
)
from tongban.jobs.domain import retries
from tongban.jobs.domain.schedule import PeriodicTask, periodic_tasks
from tongban.jobs.models import OutboxRow, WorkerBeat
from tongban.jobs.tests.factories import NOW, Tally, happen, listening
from tongban.jobs.worker import run_if_alone
from tongban.kernel.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = Actor.system("test")


@pytest.fixture
def tally():
    table = Tally()
    yield table
    table.drop()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Retries are due at once."""
    monkeypatch.setattr("tongban.jobs.handlers.wait_before_retry_s", lambda _attempts: 0)


@pytest.fixture(autouse=True)
def only_our_schedule(monkeypatch):
    """Other rooms' periodic tasks want their own tables filled."""
    ours = tuple(task for task in periodic_tasks() if task.name.startswith("jobs."))
    monkeypatch.setattr("tongban.jobs.worker.periodic_tasks", lambda: ours)


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """Django empties our tables after such a test, but not procrastinate's."""
    yield
    Tally.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def in_thread(function):
    def run():
        try:
            return function()
        finally:
            connection.close()

    return run


def work() -> None:
    """Run the worker until the queue is empty, as often as retries need."""
    for _ in range(retries.MAX_ATTEMPTS + 2):
        relay_outbox(NOW)
        in_thread_and_join(lambda: run_worker(wait=False))
        if not ProcrastinateJob.objects.filter(status="todo").exists():
            return


def in_thread_and_join(function) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(in_thread(function)).result(300)


def test_sequences_have_no_gaps_and_follow_commits_under_contention():
    rolled_back = random.Random(7)

    def publish_some():
        for _ in range(25):
            try:
                with transaction.atomic():
                    happen()
                    if rolled_back.random() < 0.3:
                        raise InterruptedError
            except InterruptedError:
                pass

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(in_thread(publish_some)) for _ in range(4)]:
            done.result(300)
    numbers = list(OutboxRow.objects.order_by("id").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert 20 < len(numbers) < 100


def test_a_worker_delivers_each_aggregate_in_order_once(tally):
    with (
        listening("test.one", lambda event: tally.add("one", event)),
        listening("test.two", lambda event: tally.add("two", event)),
    ):
        for n in range(30):
            happen(f"case_{n % 3}")
        work()
    for aggregate in ("case_0", "case_1", "case_2"):
        assert tally.of("one", aggregate) == tally.of("two", aggregate) == list(range(1, 11))


def test_a_failing_delivery_holds_back_its_successors_and_nobody_else(tally):
    failures = iter(range(3))

    def sometimes(event):
        if event.sequence == 1 and next(failures, None) is not None:
            raise RuntimeError("not yet")
        tally.add("sometimes", event)

    with (
        listening("test.sometimes", sometimes),
        listening("test.steady", lambda event: tally.add("steady", event)),
    ):
        happen()
        happen()
        work()
    assert tally.of("sometimes") == [1, 2]
    assert tally.of("steady") == [1, 2]


def test_a_poisoned_delivery_is_parked_seen_and_taken_up_again(tally):
    broken = True

    def poisoned(event):
        if event.sequence == 1 and broken:
            raise ValueError("19900001234 must not be kept")
        tally.add("poisoned", event)

    with listening("test.poisoned", poisoned):
        event_id = happen()
        happen()
        work()
        assert tally.of("poisoned") == [2], "the next event goes on"
        (parked,) = parked_deliveries(OPERATOR)
        assert (parked.event_id, parked.attempts) == (event_id, retries.MAX_ATTEMPTS)
        assert parked.fault == "ValueError"
        assert outbox_lag(NOW).parked == 1

        broken = False
        retry_parked(actor=OPERATOR, event_id=event_id, handler_name="test.poisoned")
        work()
    assert tally.of("poisoned") == [2, 1]
    assert parked_deliveries(OPERATOR) == ()
    with pytest.raises(DeliveryNotParked):
        retry_parked(actor=OPERATOR, event_id=event_id, handler_name="test.poisoned")


def test_a_receiver_away_for_longer_than_any_fault_may_last_is_waited_for_in_order(
    tally, monkeypatch
):
    monkeypatch.setattr("tongban.jobs.handlers.wait_for_receiver_s", lambda _waited: 0)
    away = iter(range(retries.MAX_ATTEMPTS + 1))

    def sometimes(event):
        if next(away, None) is not None:
            raise TryAgainLater
        tally.add("away", event)

    with listening("test.away", sometimes):
        happen()
        happen()
        work()
        work()
        assert parked_deliveries(OPERATOR) == ()
    assert tally.of("away") == [1, 2]


def test_only_operators_see_parked_deliveries():
    with pytest.raises(NotAnOperator):
        parked_deliveries(Actor.anonymous())


def test_two_relays_at_once_queue_each_event_once_in_order():
    with listening("test.one", print):
        for _ in range(40):
            happen()
        with ThreadPoolExecutor(4) as pool:
            relayed = [
                pool.submit(in_thread(lambda: relay_outbox(NOW, limit=7))) for _ in range(24)
            ]
        total = sum(each.result(300) for each in relayed)
        while more := relay_outbox(NOW, limit=7):
            total += more
    assert total == 40
    queued = ProcrastinateJob.objects.order_by("id").values_list("args", flat=True)
    order = {row.event_id: row.sequence for row in OutboxRow.objects.order_by("id")}
    assert [order[args["event_id"]] for args in queued] == list(range(1, 41))


def test_a_relay_that_dies_before_commit_loses_and_doubles_nothing():
    with listening("test.one", print):
        happen()
        with transaction.atomic():
            assert relay_outbox(NOW) == 1
            transaction.set_rollback(True)
        assert ProcrastinateJob.objects.count() == 0
        assert relay_outbox(NOW) == 1
    assert ProcrastinateJob.objects.count() == 1


def test_the_same_delivery_in_two_workers_has_one_effect(tally):
    meeting = threading.Barrier(2, timeout=120)

    def slow(event):
        tally.add("slow", event)

    with listening("test.slow", slow):
        event_id = happen()

        def attempt():
            meeting.wait()
            return deliver(event_id=event_id, handler_name="test.slow", now=NOW)

        with ThreadPoolExecutor(2) as pool:
            ran = [pool.submit(in_thread(attempt)) for _ in range(2)]
        assert sorted(each.result(300) for each in ran) == [False, True]
    assert tally.of("slow") == [1]


def test_a_dead_workers_delivery_is_rescued(tally):
    with listening("test.one", lambda event: tally.add("one", event)):
        happen()
        happen()
        relay_outbox(NOW)
        first = ProcrastinateJob.objects.order_by("id").first()
        with connection.cursor() as cursor:  # as a killed worker leaves it
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [first.id]
            )
        assert rescue_stalled(datetime.now(UTC)) == 1
        assert rescue_stalled(datetime.now(UTC)) == 0
        work()
    assert tally.of("one") == [1, 2]


def test_readiness_follows_the_beat_and_ends_with_the_worker():
    assert not worker_ready(NOW)
    WorkerBeat.objects.create(worker_id="w", started_at=NOW, beat_at=NOW)
    assert worker_ready(NOW + timedelta(seconds=9))
    assert not worker_ready(NOW + timedelta(seconds=11))
    in_thread_and_join(lambda: run_worker(wait=False))
    assert list(WorkerBeat.objects.values_list("worker_id", flat=True)) == ["w"]


def test_a_periodic_task_runs_in_one_worker_at_a_time():
    inside, release = threading.Event(), threading.Event()

    def slow(_now):
        inside.set()
        assert release.wait(120)

    task = PeriodicTask("test.slow", 1, slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(in_thread(lambda: run_if_alone(task)))
        assert inside.wait(120)
        assert run_if_alone(task) is False
        release.set()
        assert first.result(300) is True


def test_a_failing_periodic_task_is_not_the_end():
    def broken(_now):
        raise RuntimeError

    assert run_if_alone(PeriodicTask("test.broken", 1, broken)) is True
    assert run_if_alone(PeriodicTask("test.broken", 1, lambda _now: None)) is True
