"""What stands published, kept in memory until anything published changes.

Items, forms, tables, types, agencies and calendars are read for every request and change a few
times a week. Each table of theirs has a trigger that moves one number, the generation, in the
transaction of the change; what was read under one generation holds until the number moves, in
every process and at once. Numbers come from a sequence, so one of a rolled-back change never
comes again.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")

_MOST_KEPT = 16_384
_kept: OrderedDict[tuple[Any, ...], tuple[int, Any]] = OrderedDict()
_lock = threading.Lock()
# What this look has seen: empty until something is read.
_look: ContextVar[list[int | None] | None] = ContextVar("standing_look", default=None)


def standing(read: Callable[P, T]) -> Callable[P, T]:
    """Decorate a reading of published things: its answer is kept, by its (hashable) arguments.

    The generation is read before the answer, so an answer is never older than its number. What
    ``read`` raises is not kept. Answers are shared: they must be frozen. Never for personal data.
    """
    place = f"{read.__module__}.{read.__qualname__}"

    @functools.wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        generation = _generation_seen()
        if generation is None:
            return read(*args, **kwargs)
        named = tuple(sorted(kwargs.items())) if kwargs else ()
        key = (connection.settings_dict["NAME"], place, args, named)
        known = _kept.get(key)
        if known is not None and known[0] == generation:
            return known[1]
        found = read(*args, **kwargs)
        with _lock:
            _kept[key] = (generation, found)
            _kept.move_to_end(key)
            if len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
        return found

    return answer


@contextmanager
def one_look() -> Iterator[None]:
    """Read the generation once for everything inside: one act sees one state of what stands.

    Publish nothing inside. Costs one statement when anything is read, whatever that is.
    """
    standing_look = _look.get()
    token = _look.set([] if standing_look is None else standing_look)
    try:
        yield
    finally:
        _look.reset(token)


def generation_column() -> str:
    """SQL that reads the generation along with something else, for ``look_begins``."""
    return "(SELECT value FROM content_generation)"


def look_begins(generation: int | None) -> None:
    """In a look that has seen nothing yet: what ``generation_column`` read along the way.

    Without a look, or later in one, it changes nothing.
    """
    look = _look.get()
    if look is not None and not look:
        look.append(generation)


def _generation_seen() -> int | None:
    look = _look.get()
    if look is None:
        return _generation()
    if not look:
        look.append(_generation())
    return look[0]


def _generation() -> int | None:
    """The number, None while nothing was ever published (then nothing is kept)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {generation_column()}")
        (value,) = cursor.fetchone()
    return value
