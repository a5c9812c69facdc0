"""Published things are kept in memory exactly as long as they stand."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tongban.content.api import generation_column, look_begins, one_look, standing

pytestmark = pytest.mark.django_db


class Reader:
    def __init__(self) -> None:
        self.times = 0
        self.read = standing(self._read)

    def _read(self, code: str) -> int:
        self.times += 1
        return self.times


def publish_something() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forms_formversion WHERE id = 'nothing'")


def test_what_stands_is_read_once_for_each_argument():
    publish_something()
    reader = Reader()
    assert [reader.read("a"), reader.read("a"), reader.read("b")] == [1, 1, 2]


def test_any_change_makes_it_read_again():
    publish_something()
    reader = Reader()
    reader.read("a")
    publish_something()
    assert reader.read("a") == 2


def test_a_change_that_is_rolled_back_leaves_nothing_behind():
    publish_something()
    reader = Reader()
    reader.read("a")
    with transaction.atomic():
        publish_something()
        assert reader.read("a") == 2
        transaction.set_rollback(True)
    reader.read("a")
    publish_something()
    assert reader.read("a") not in (1, 2)


def test_one_look_asks_for_the_generation_once(django_assert_num_queries):
    publish_something()
    reader = Reader()
    with django_assert_num_queries(1), one_look():
        reader.read("a")
        reader.read("b")
        with one_look():
            reader.read("a")


def test_a_look_may_begin_with_what_another_statement_read(django_assert_num_queries):
    publish_something()
    reader = Reader()
    reader.read("a")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {generation_column()}")
        (generation,) = cursor.fetchone()
    look_begins(generation)  # no look, nothing to begin
    with one_look(), django_assert_num_queries(0):
        look_begins(generation)
        look_begins(generation + 1)  # a look sees one state
        assert reader.read("a") == 1


def test_what_fails_is_not_kept():
    publish_something()
    faults = iter([KeyError("x"), None])

    @standing
    def read() -> str:
        fault = next(faults)
        if fault:
            raise fault
        return "there"

    with pytest.raises(KeyError):
        read()
    assert read() == "there"


def test_while_nothing_was_ever_published_nothing_is_kept():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM content_generation")
    reader = Reader()
    reader.read("a")
    assert reader.read("a") == 2
