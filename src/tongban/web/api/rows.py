"""Rooms answer with tuples; the framework would read two rows as a status and a body."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest


def rows_as_lists(run: Callable[..., Any]) -> Callable[..., Any]:
    """Hand a tuple of rows on as a list, whatever their number."""

    @wraps(run)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = run(request, *args, **kwargs)
        return list(answer) if type(answer) is tuple else answer

    return answered
