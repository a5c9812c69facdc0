"""Charts as server SVG, each with a text for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from tongban.web.design.figures import Ring, draw_bars
from tongban.web.design.parts import Bar

register = template.Library()


@register.inclusion_tag("design/ring.html")
def ring(share: float, big: str, small: str = "") -> dict[str, object]:
    """A progress ring with a number inside: ``share`` from 0 to 1."""
    return {"ring": Ring(share, big, small)}


@register.inclusion_tag("design/bars.html")
def bars(title: str, bars: Sequence[Bar]) -> dict[str, object]:
    """A bar chart: a list of labels and numbers, each with its bar."""
    return {"title": title, "bars": draw_bars(bars)}
