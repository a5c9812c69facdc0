"""Events and receivers for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection

from tongban.jobs.api import OutboxEvent, publish, subscribe, subscribe_many
from tongban.jobs.domain.subscriptions import unsubscribe

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVENT = "TestHappened"


@contextmanager
def listening(
    name: str, handler: Callable[[OutboxEvent], object], *, swift: bool = False
) -> Iterator[None]:
    subscribe(EVENT, name, swift=swift)(handler)
    try:
        yield
    finally:
        unsubscribe(EVENT, name)


@contextmanager
def listening_to_batches(
    name: str, handler: Callable[[Sequence[OutboxEvent]], object]
) -> Iterator[None]:
    subscribe_many(EVENT, name)(handler)
    try:
        yield
    finally:
        unsubscribe(EVENT, name)


def forget(handler_name: str) -> None:
    """Undo a subscription to EVENT that something else made."""
    unsubscribe(EVENT, handler_name)


def happen(aggregate: str = "case_a", **payload: object) -> str:
    return publish(event=EVENT, aggregate=aggregate, payload=payload, now=NOW)


class Tally:
    """A table outside the room where handlers leave their effects."""

    def __init__(self) -> None:
        self.execute("CREATE TABLE tally (place serial, handler text, aggregate text, n int)")

    def add(self, handler: str, event: OutboxEvent) -> None:
        self.execute(
            "INSERT INTO tally (handler, aggregate, n) VALUES (%s, %s, %s)",
            [handler, event.aggregate, event.sequence],
        )

    def of(self, handler: str, aggregate: str = "case_a") -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT n FROM tally WHERE handler = %s AND aggregate = %s ORDER BY place",
                [handler, aggregate],
            )
            return [row[0] for row in cursor.fetchall()]

    def drop(self) -> None:
        self.execute("DROP TABLE tally")

    @staticmethod
    def execute(sql: str, values: list[object] | None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
