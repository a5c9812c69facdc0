"""A queryset that a room walks through without an order is a failure: its pages would shuffle."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest


class UnorderedQuery(Exception):
    """Rows were read in whatever order the database felt like."""


def refuse_unordered(queryset: Any, caller: str) -> None:
    """Raise when code of a room iterates ``queryset`` without an order.

    Queries that can give at most one row, and those already fetched, need none.
    """
    ours = caller.startswith(("tongban.", "bench.")) and ".tests." not in caller
    if not ours or queryset.ordered or queryset._result_cache is not None:
        return
    query = queryset.query
    at_most_one = query.high_mark is not None and query.high_mark - query.low_mark <= 1
    if not at_most_one and not query.is_empty():
        raise UnorderedQuery(
            f"{caller} walks through {queryset.model.__name__} rows in no order. "
            "Add order_by(), ending in a unique column."
        )


@pytest.fixture(autouse=True, scope="session")
def _unordered_querysets_fail() -> Iterator[None]:
    from django.db.models import QuerySet

    patch = pytest.MonkeyPatch()
    honest = QuerySet.__iter__

    def strict(queryset: Any) -> Any:
        refuse_unordered(queryset, sys._getframe(1).f_globals.get("__name__", ""))
        return honest(queryset)

    patch.setattr(QuerySet, "__iter__", strict)
    yield
    patch.undo()
