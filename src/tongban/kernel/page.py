"""A bounded slice of a longer list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")

MAX_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``items`` in order, ``next_cursor`` to ask for more (None at the end).

    ``total`` is exact up to the query's own counting limit and None when not counted.
    """

    items: tuple[T, ...]
    next_cursor: str | None = None
    total: int | None = None

    def map(self, function: Callable[[T], U]) -> Page[U]:
        """The same page with each entry converted."""
        return Page(tuple(function(item) for item in self.items), self.next_cursor, self.total)
