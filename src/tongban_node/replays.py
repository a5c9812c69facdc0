"""Requests received before: an id may be used once while its moment is still acceptable."""

from __future__ import annotations

from collections import deque

from tongban_wire.legal_check import MOST_SKEW_MS

_KEPT_MS = 2 * MOST_SKEW_MS + 5_000
_MOST = 500_000


class Replays:
    """Remembers ids for as long as a request with that moment could still be let through."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._order: deque[tuple[int, str]] = deque()

    def is_new(self, call: str, now_ms: int) -> bool:
        """Whether this id was not seen; it is from now on. Full memory counts as seen."""
        while self._order and self._order[0][0] < now_ms - _KEPT_MS:
            self._known.discard(self._order.popleft()[1])
        if call in self._known or len(self._known) >= _MOST:
            return False
        self._known.add(call)
        self._order.append((now_ms, call))
        return True
