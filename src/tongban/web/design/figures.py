"""Pictures drawn by the server as SVG: no script, and every number also in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tongban.web.design.parts import Bar, Words

_RADIUS = 42
RING_LENGTH = 2 * math.pi * _RADIUS


@dataclass(frozen=True, slots=True)
class Ring:
    """A progress ring: ``share`` of the whole, 0 to 1, and the words inside it."""

    share: float
    big: str
    small: str

    @property
    def dash(self) -> str:
        """The stroke pattern: the filled length, then the rest."""
        filled = RING_LENGTH * min(max(self.share, 0.0), 1.0)
        return f"{filled:.1f} {RING_LENGTH - filled:.1f}"


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar with its length in hundredths of the longest one."""

    label: Words
    shown: str
    share: float


def draw_bars(bars: Sequence[Bar]) -> tuple[DrawnBar, ...]:
    """Measure bars against the longest, which fills the width."""
    longest = max((bar.amount for bar in bars), default=0) or 1
    return tuple(
        DrawnBar(bar.label, bar.shown, round(100 * bar.amount / longest, 1)) for bar in bars
    )
