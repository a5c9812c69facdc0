"""Many at once: the last seat, one person's limits, one queue."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tongban.kernel.refusal import Refusal
from tongban.places.api import AlreadyBookedThatDay, SlotFull
from tongban.places.models import Appointment
from tongban.places.tests.factories import MINUTE, TOMORROW, a_town, book, call, somebody, take

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(act: Callable[[int], Any]) -> list[Any]:
    barrier = Barrier(AT_ONCE)

    def one(which: int) -> Any:
        barrier.wait(timeout=120)
        try:
            return act(which)
        except Refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


class TestTwoAtOnce:
    def test_exactly_one_gets_the_last_seat(self):
        a_town()
        book(somebody(9))
        answers = together(lambda which: book(somebody(which)))
        refused = [answer for answer in answers if isinstance(answer, SlotFull)]
        assert len(refused) == AT_ONCE - 1
        held = Appointment.objects.filter(starts_at=TOMORROW).order_by("seat")
        assert [row.seat for row in held] == [1, 2]

    def test_one_person_pressing_everywhere_keeps_to_the_limits(self):
        a_town()
        answers = together(lambda which: book(somebody(), TOMORROW + which * 30 * MINUTE))
        refused = [answer for answer in answers if isinstance(answer, AlreadyBookedThatDay)]
        assert len(refused) == AT_ONCE - 1

    def test_windows_calling_at_once_never_share_a_number(self):
        a_town()
        for which in range(3):
            take(f"once-{which}")
        answers = together(lambda which: call(("A1", "A2")[which % 2]))
        called = [answer.label for answer in answers if not isinstance(answer, Refusal)]
        assert sorted(called) == ["A001", "A002"]

    def test_numbers_taken_at_once_are_all_different(self):
        a_town()
        answers = together(lambda which: take(f"once-{which}"))
        assert sorted(one.label for one in answers) == ["A001", "A002", "A003", "A004"]
