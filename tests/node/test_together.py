"""Little jobs beside the loop: each asker hears of its own jobs, in order, whatever others' do."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.node.apart import run_apart
from tongban_node.together import Together


class Broken(Exception):
    """What a failing job says."""


def job(number: int) -> int:
    if number % 7 == 6:
        raise Broken(number)
    return number


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), max_size=20), max_size=12))
def test_each_asker_hears_of_its_own_jobs_in_order(asked: list[list[int]]) -> None:
    async def body() -> list[list[int] | BaseException]:
        with closing(Together()) as together:
            work = (together.do_all([partial(job, each) for each in some]) for some in asked)
            return await asyncio.gather(*work, return_exceptions=True)

    for some, heard in zip(asked, run_apart(body()), strict=True):
        if any(each % 7 == 6 for each in some):
            assert isinstance(heard, Broken)
        else:
            assert heard == some


def test_two_jobs_are_done_at_a_time_and_a_waiting_loop_goes_on() -> None:
    both = threading.Barrier(2)

    async def body() -> None:
        with closing(Together()) as together:
            # Neither gets past the barrier unless the other is being done as well.
            few = [together.do_all([partial(both.wait, 60)]) for _ in range(2)]
            assert sorted(await asyncio.gather(*few)) == [[0], [1]]

    run_apart(body())


def test_what_waits_when_it_closes_is_still_done() -> None:
    async def body() -> list[list[int]]:
        together = Together()
        jobs = [[partial(job, each)] for each in range(6)]
        waiting = [asyncio.ensure_future(together.do_all(each)) for each in jobs]
        await asyncio.sleep(0)
        together.close()
        return await asyncio.gather(*waiting)

    assert run_apart(body()) == [[each] for each in range(6)]


def test_who_no_longer_waits_is_passed_over() -> None:
    hold = threading.Event()

    async def body() -> list[int]:
        with closing(Together()) as together:
            gone = asyncio.ensure_future(together.do_all([hold.wait]))
            await asyncio.sleep(0)
            gone.cancel()
            hold.set()
            with pytest.raises(asyncio.CancelledError):
                await gone
            return await together.do_all([partial(job, 3)])

    assert run_apart(body()) == [3]


def test_what_costs_nothing_is_done_here_and_now() -> None:
    async def body() -> list[bool]:
        with closing(Together()) as together:
            here = threading.get_ident()
            jobs = [lambda: threading.get_ident() == here] * 2
            return [*await together.do_all(jobs, costly=False), *await together.do_all(jobs)]

    assert run_apart(body()) == [True, True, False, False]
