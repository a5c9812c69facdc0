"""Reading one step ahead: the next chunk is made while the last one is written."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any, TypeVar

T = TypeVar("T")
_WAIT_S = 0.1
# (value, None) for a value, (None, fault) at the end: StopIteration when all is well.
_Ready = Queue[tuple[Any, BaseException | None]]


def ahead(source: Iterator[T]) -> Iterator[T]:
    """The values of ``source``, each made in a thread while the one before is being used.

    ``source`` must not touch the database. What it raises is raised here, at its place; when the
    consumer stops early the thread ends after the value it is making.
    """
    ready: _Ready = Queue(maxsize=1)
    stopped = Event()
    thread = Thread(target=_make, args=(source, ready, stopped), daemon=True)
    thread.start()
    try:
        while True:
            value, fault = ready.get()
            if isinstance(fault, StopIteration):
                return
            if fault is not None:
                raise fault
            yield value
    finally:
        stopped.set()
        while thread.is_alive():
            if not ready.empty():
                ready.get_nowait()
            thread.join(_WAIT_S)


def _make(source: Iterator[Any], ready: _Ready, stopped: Event) -> None:
    fault: BaseException = StopIteration()
    try:
        for value in source:
            ready.put((value, None))
            if stopped.is_set():
                return
    except BaseException as found:  # noqa: BLE001  handed to the consumer, whatever it is
        fault = found
    ready.put((None, fault))
