"""Costly little jobs, such as signatures, done beside the event loop: several in one hop.

Two threads share what waits, take about eight jobs at most, and tell the loop once. So a hop costs
little a job, both processors work, and nobody waits for the signatures of everybody else.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Asked = tuple[Sequence[Callable[[], Any]], "asyncio.Future[list[Any]]"]
_Done = tuple["asyncio.Future[list[Any]]", list[Any] | Exception]
_MOST_IN_A_HOP = 8
_THREADS = 2


class Together:
    """Two threads that do jobs, and the queue before them."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Asked | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name="signatures", daemon=True)
            for _ in range(_THREADS)
        ]
        for thread in self._threads:
            thread.start()

    async def do_all(self, jobs: Sequence[Callable[[], T]], *, costly: bool = True) -> list[T]:
        """What each job returns, in order; done here and now when none is ``costly``.

        A job must not touch the event loop.
        """
        if not costly:
            return [job() for job in jobs]
        parts = (jobs[at : at + _MOST_IN_A_HOP] for at in range(0, len(jobs), _MOST_IN_A_HOP))
        return [each for some in await asyncio.gather(*map(self._ask, parts)) for each in some]

    def close(self) -> None:
        """Do what waits and end the threads."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _ask(self, jobs: Sequence[Callable[[], T]]) -> asyncio.Future[list[T]]:
        done: asyncio.Future[list[T]] = asyncio.get_running_loop().create_future()
        self._waiting.put((jobs, done))
        return done

    def _work(self) -> None:
        while hop := self._next_hop():
            done = [(future, _outcome(jobs)) for jobs, future in hop]
            hop[0][1].get_loop().call_soon_threadsafe(_tell, done)

    def _next_hop(self) -> list[_Asked]:
        """What waits, when anything does, less what others can take; nothing when it is time."""
        hop: list[_Asked] = []
        asked = self._waiting.get()
        most = 1 + self._waiting.qsize() // _THREADS
        with suppress(Empty):
            while asked is not None:
                hop.append(asked)
                if len(hop) == most or sum(len(jobs) for jobs, _ in hop) >= _MOST_IN_A_HOP:
                    return hop
                asked = self._waiting.get_nowait()
            if hop:
                self._waiting.put(None)
        return hop


def _outcome(jobs: Sequence[Callable[[], Any]]) -> list[Any] | Exception:
    try:
        return [job() for job in jobs]
    except Exception as error:  # noqa: BLE001  whoever waits for the jobs hears it
        return error


def _tell(done: Sequence[_Done]) -> None:
    for future, outcome in done:
        settle(future, outcome)


def settle(future: asyncio.Future[T], outcome: T | Exception) -> None:
    """Tell whoever waits for ``future`` what came of it; who no longer waits is passed over."""
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
