"""Pictures drawn by the server as SVG: no script, and every number also in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tongban.web.design.parts import Bar

_RADIUS = 42
RING_LENGTH = 2 * math.pi * _RADIUS
_LABEL_WIDTH = 150
_BAR_WIDTH = 290
_ROW_HEIGHT = 34


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
    """A bar with its place in the picture, in view-box units."""

    label: str
    shown: str
    y: int
    width: float

    @property
    def text_y(self) -> int:
        """The base line of its words."""
        return self.y + 19

    @property
    def shown_x(self) -> float:
        """Where the number stands: just right of the bar."""
        return _LABEL_WIDTH + self.width + 8


def draw_bars(bars: Sequence[Bar]) -> tuple[DrawnBar, ...]:
    """Lay bars out in rows, the longest filling the width."""
    longest = max((bar.amount for bar in bars), default=0) or 1
    return tuple(
        DrawnBar(str(bar.label), bar.shown, row * _ROW_HEIGHT, _BAR_WIDTH * bar.amount / longest)
        for row, bar in enumerate(bars)
    )


def picture_height(bars: Sequence[DrawnBar]) -> int:
    """Height of the whole picture in view-box units."""
    return max(len(bars), 1) * _ROW_HEIGHT
