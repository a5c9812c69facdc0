"""Versions, newest first, each beside the one before it, so that a page can compare them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypeVar

T = TypeVar("T")


def with_predecessors(newest_first: Sequence[T]) -> list[tuple[T, T | None]]:
    """Each with its predecessor; None beside the first ever."""
    return list(zip_longest(newest_first, newest_first[1:]))
