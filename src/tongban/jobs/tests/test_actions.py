"""Publishing, relaying and delivering inside one transaction, against a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.jobs.actions.clear_delivered import KEPT_FOR, clear_delivered
from tongban.jobs.actions.deliver import HandlerGone, deliver
from tongban.jobs.actions.park import park
from tongban.jobs.actions.publish import PayloadCarriesPersonalData
from tongban.jobs.adapters.queue import busy_locks
from tongban.jobs.api import drain, is_delivered, publish, published_together, relay_outbox
from tongban.jobs.models import OutboxRow
from tongban.jobs.tests.factories import EVENT, NOW, happen, listening, listening_to_batches

pytestmark = pytest.mark.django_db


def test_sequence_counts_per_aggregate():
    for aggregate in ("case_a", "case_b", "case_a"):
        happen(aggregate)
    rows = OutboxRow.objects.order_by("id").values_list("aggregate", "sequence")
    assert list(rows) == [("case_a", 1), ("case_b", 1), ("case_a", 2)]


def test_publishing_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        happen()


@pytest.mark.parametrize("value", ["99010119900307123X", "19900001234", "+86 19900001234"])
def test_payload_with_personal_number_is_refused(value):
    with pytest.raises(PayloadCarriesPersonalData):
        publish(event=EVENT, aggregate="case_a", payload={"x": [value]}, now=NOW)
    assert not OutboxRow.objects.exists()


@pytest.mark.parametrize(
    "code", ["119900000000000018", "11990000MB0000001X", "990000000000123456789"]
)
def test_codes_of_organisations_and_items_may_travel(code):
    happen(code=code)
    assert OutboxRow.objects.count() == 1


def test_drain_delivers_in_order_also_what_handlers_publish():
    heard = []

    def hear(event):
        heard.append((event.aggregate, event.sequence, event.payload["n"]))
        if event.payload["n"] == 1:
            happen("case_b", n=9)

    with listening("test.hear", hear):
        happen(n=1)
        happen(n=2)
        assert drain(NOW) == 3
    assert heard == [("case_a", 1, 1), ("case_a", 2, 2), ("case_b", 1, 9)]
    assert drain(NOW) == 0


def test_a_second_delivery_does_nothing():
    heard = []
    with listening("test.hear", heard.append):
        event_id = happen()
        assert deliver(event_id=event_id, handler_name="test.hear", now=NOW)
        assert not deliver(event_id=event_id, handler_name="test.hear", now=NOW)
    assert len(heard) == 1


def test_a_failing_handler_leaves_no_receipt_and_runs_again():
    outcomes = iter([RuntimeError("first"), None])

    def hear(_event):
        if fault := next(outcomes):
            raise fault

    with listening("test.hear", hear):
        event_id = happen()
        with pytest.raises(RuntimeError, match="first"):
            deliver(event_id=event_id, handler_name="test.hear", now=NOW)
        assert not is_delivered(event_id, "test.hear")
        assert deliver(event_id=event_id, handler_name="test.hear", now=NOW)
    assert is_delivered(event_id, "test.hear")


def test_an_unknown_handler_is_told():
    with pytest.raises(HandlerGone):
        deliver(event_id=happen(), handler_name="test.gone", now=NOW)


def test_events_nobody_listens_to_are_relayed_to_nobody():
    happen()
    assert relay_outbox(NOW) == 1
    assert relay_outbox(NOW) == 0


def queued(aggregate: str) -> bool:
    lock = f"{aggregate}/test.swift"
    return busy_locks({lock}) == {lock}


def test_the_relay_runs_swift_receivers_itself_once_and_in_order():
    seen: list[tuple[str, int]] = []
    with listening("test.swift", lambda e: seen.append((e.aggregate, e.sequence)), swift=True):
        first = happen()
        happen("case_b")
        happen()
        assert relay_outbox(NOW) == 3
        assert seen == [("case_a", 1), ("case_b", 1), ("case_a", 2)]
        assert is_delivered(first, "test.swift")
        assert not queued("case_a")
        OutboxRow.objects.update(relayed_at=None)  # as if the relay had died before its commit
        relay_outbox(NOW)
        assert len(seen) == 3


def test_a_swift_receiver_that_fails_goes_to_the_queue_and_its_aggregate_follows_it_there():
    seen: list[int] = []

    def receive(event):
        if event.sequence == 1:
            raise ConnectionError
        seen.append(event.sequence)

    with listening("test.swift", receive, swift=True):
        first = happen()
        happen("case_b", n=2)
        assert relay_outbox(NOW) == 2
        assert (seen, queued("case_a"), queued("case_b")) == ([], True, True)
        assert not is_delivered(first, "test.swift")
        happen()
        relay_outbox(NOW)
        assert seen == []  # the second of case_a may not overtake the first


def test_a_receiver_of_batches_gets_all_new_events_at_once_and_one_by_one_after_a_failure():
    seen: list[list[int]] = []

    def receive(events):
        seen.append([event.sequence for event in events])
        if len(events) == 3:
            raise ConnectionError

    with listening_to_batches("test.swift", receive):
        for _ in range(2):
            happen()
        assert relay_outbox(NOW) == 2
        failed = [happen() for _ in range(3)]
        assert relay_outbox(NOW) == 3
        assert queued("case_a")
        for event_id in failed:
            assert deliver(event_id=event_id, handler_name="test.swift", now=NOW)
    assert seen == [[1, 2], [3, 4, 5], [3], [4], [5]]


def test_events_published_together_are_numbered_in_each_aggregate(django_assert_num_queries):
    happen("case_b")
    with django_assert_num_queries(1), published_together():
        for aggregate in ("case_b", "case_a", "case_b"):
            happen(aggregate)
    rows = OutboxRow.objects.order_by("id").values_list("aggregate", "sequence")
    assert list(rows) == [("case_b", 1), ("case_b", 2), ("case_a", 1), ("case_b", 3)]


def test_an_act_that_fails_publishes_nothing():
    def fail() -> None:
        with published_together():
            happen()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert not OutboxRow.objects.exists()


LONG_AFTER = NOW + KEPT_FOR + timedelta(seconds=1)


def test_what_was_handed_on_long_ago_is_cleared_with_its_receipts():
    heard = []
    with listening("test.hear", heard.append):
        old, waiting = happen(), happen("case_b")
        OutboxRow.objects.filter(event_id=waiting).update(relayed_at=None)
        deliver(event_id=old, handler_name="test.hear", now=NOW)
        OutboxRow.objects.filter(event_id=old).update(relayed_at=NOW)
        assert clear_delivered(NOW + KEPT_FOR) == 0
        assert clear_delivered(LONG_AFTER) == 1
        assert not is_delivered(old, "test.hear")
        assert set(OutboxRow.objects.values_list("event_id", flat=True)) == {waiting}
        happen()
    newest = OutboxRow.objects.order_by("-id").first()
    assert (newest.aggregate, newest.sequence) == ("case_a", 2)  # the count goes on


def test_what_waits_in_the_queue_or_is_parked_stays_however_old():
    with listening("test.hear", lambda _: None):
        happen()
        relay_outbox(NOW)  # queued, not delivered
    parked = happen("case_b")
    OutboxRow.objects.filter(event_id=parked).update(relayed_at=NOW)
    park(event_id=parked, handler_name="test.hear", attempts=8, fault="ValueError", now=NOW)
    assert clear_delivered(LONG_AFTER) == 0
    assert OutboxRow.objects.count() == 2


def test_clearing_stops_at_its_limit_and_takes_the_oldest_first():
    names = [happen() for _ in range(3)]
    OutboxRow.objects.update(relayed_at=NOW)
    assert clear_delivered(LONG_AFTER, limit=2) == 2
    assert list(OutboxRow.objects.values_list("event_id", flat=True)) == names[2:]
