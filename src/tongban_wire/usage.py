"""How much of each grant is used up: calls in this minute, calls and values on this day."""

from __future__ import annotations

from dataclasses import dataclass

from tongban_wire.evidence import Leaf, Side
from tongban_wire.faults import Code
from tongban_wire.messages import Outcome
from tongban_wire.policy import Grant

_MINUTE_MS = 60_000
_DAY_MS = 86_400_000


@dataclass(slots=True)
class _Count:
    minute: int = -1
    in_minute: int = 0
    day: int = -1
    calls: int = 0
    values: int = 0


class Usage:
    """Counters of one provider. Days are the jurisdiction's: ``utc_offset_min`` shifts them."""

    def __init__(self, utc_offset_min: int = 0) -> None:
        self.utc_offset_min = utc_offset_min
        self._offset_ms = utc_offset_min * _MINUTE_MS
        self._counts: dict[str, _Count] = {}

    def exceeded(self, grant: Grant, values: int, now_ms: int) -> tuple[Code, ...]:
        """Which limits one more call for ``values`` fields and answers would break."""
        count = self._at(grant.id, now_ms)
        found = []
        if count.in_minute >= grant.per_minute:
            found.append(Code.RATE_EXCEEDED)
        if count.calls >= grant.per_day or count.values + values > grant.values_per_day:
            found.append(Code.VOLUME_EXCEEDED)
        return tuple(found)

    def add(self, grant_id: str, values: int, now_ms: int) -> None:
        """Count one call that is let through."""
        count = self._at(grant_id, now_ms)
        count.in_minute += 1
        count.calls += 1
        count.values += values

    def recount(self, leaf: Leaf, since_ms: int) -> None:
        """Count what the provider's own leaf shows: one call, if it was let through since then."""
        let_through = leaf.outcome not in (None, Outcome.REFUSED)
        if let_through and leaf.side is Side.PROVIDER and leaf.at_ms >= since_ms:
            self.add(leaf.grant, len(leaf.fields) + len(leaf.questions), leaf.at_ms)

    def _at(self, grant_id: str, now_ms: int) -> _Count:
        count = self._counts.get(grant_id)
        if count is None:
            count = self._counts[grant_id] = _Count()
        minute, day = now_ms // _MINUTE_MS, (now_ms + self._offset_ms) // _DAY_MS
        if minute > count.minute:
            count.minute, count.in_minute = minute, 0
        if day > count.day:
            count.day, count.calls, count.values = day, 0, 0
        return count
