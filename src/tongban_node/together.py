"""Costly little jobs, such as signatures, done beside the event loop: all that wait in one hop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class Together:
    """Gathers jobs while a hop is under way and does them in the next one."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._hopping: asyncio.Task[None] | None = None

    async def do(self, job: Callable[[], T]) -> T:
        """What ``job`` returns; it must not touch the event loop."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, done))
        if self._hopping is None or self._hopping.done():
            self._hopping = asyncio.create_task(self._hop())
        return await done

    async def _hop(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            jobs = [job for job, _ in batch]
            outcomes = await loop.run_in_executor(self._threads, _outcomes, jobs)
            for (_, done), (result, error) in zip(batch, outcomes, strict=True):
                if done.done():
                    continue
                if error is None:
                    done.set_result(result)
                else:
                    done.set_exception(error)


def _outcomes(jobs: Sequence[Callable[[], Any]]) -> list[tuple[Any, Exception | None]]:
    found: list[tuple[Any, Exception | None]] = []
    for job in jobs:
        try:
            found.append((job(), None))
        except Exception as error:  # noqa: BLE001  whoever waits for the job hears it
            found.append((None, error))
    return found
