"""One sitting 一次办理: what is read of a person once while one request is served.

A request that signs somebody in, names them and writes about them needs the same rows three
times. Inside a sitting they are read once; outside, every reading reads. A sitting ends with its
request and is never shared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_notes: ContextVar[dict[str, dict[Any, Any] | None] | None] = ContextVar("sitting", default=None)


@contextmanager
def one_sitting() -> Iterator[None]:
    """Readings inside that go through ``noted`` are made once for each key."""
    token = _notes.set(_notes.get() or {})
    try:
        yield
    finally:
        _notes.reset(token)


def noted(
    place: str, wanted: Collection[K], read: Callable[[Collection[K]], Mapping[K, V]]
) -> dict[K, V]:
    """``read(wanted)``; inside a sitting only what is not noted under ``place`` is read.

    Keys that ``read`` leaves out are asked again the next time.
    """
    notes = _notes.get()
    if notes is None:
        return dict(read(wanted))
    page = notes.setdefault(place, {})
    if page is None:
        return dict(read(wanted))
    missing = [key for key in wanted if key not in page]
    if missing:
        page.update(read(missing))
    return {key: page[key] for key in wanted if key in page}


def struck_out(place: str, key: Hashable) -> None:
    """Forget a note, because what it says has just been changed."""
    notes = _notes.get()
    page = notes.get(place) if notes is not None else None
    if page is not None:
        page.pop(key, None)


def no_more_notes(place: str) -> None:
    """From here on read each time: what was just written may yet be rolled back."""
    notes = _notes.get()
    if notes is not None:
        notes[place] = None
