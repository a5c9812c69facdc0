"""A connection kept between requests: trusted while just used and silent, replaced once gone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_connection_of_its_own() -> Iterator[None]:
    connection.close()
    connection.ensure_connection()
    connection._asked_at = float("-inf")
    yield
    connections.close_all()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the server past Django's own cursors."""
    said: list[str] = []
    real = psycopg.Cursor.execute

    def execute(cursor: psycopg.Cursor[Any], query: Any, *given: Any, **more: Any) -> Any:
        said.append(str(query))
        return real(cursor, query, *given, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", execute)
    return said


def end_from_outside() -> None:
    """The server throws the connection out and we hear of it, as when it is started again."""
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def test_the_server_is_asked_once_while_the_connection_is_in_use(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
):
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert all(connection.is_usable() for _ in range(5))
    assert asked == ["SELECT 1"]


@pytest.mark.parametrize("later", [lambda now: now + 1.5, lambda now: now + 3600])
def test_it_is_asked_again_after_a_while(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, later: Callable[[float], float]
):
    assert connection.is_usable()
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: later(now))
    assert connection.is_usable()
    assert asked == ["SELECT 1"] * 2


def test_it_is_asked_after_an_error(asked: list[str]):
    assert connection.is_usable()
    connection.errors_occurred = True
    assert connection.is_usable()
    assert asked == ["SELECT 1"] * 2


def test_a_connection_that_was_just_thrown_out_is_replaced_before_it_is_used():
    assert connection.is_usable()
    end_from_outside()
    assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()  # as at the end of a request
    connection.health_check_enabled = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 41 + 1")
        assert cursor.fetchone() == (42,)
