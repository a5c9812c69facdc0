"""Charts as server SVG, each with a text for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from tongban.web.design.figures import Ring, draw_bars, picture_height
from tongban.web.design.parts import Bar
from tongban.web.plumbing.language import speak

register = template.Library()


@register.inclusion_tag("design/ring.html")
def ring(share: float, big: str, small: str = "") -> dict[str, object]:
    """A progress ring with a number inside: ``share`` from 0 to 1."""
    return {"ring": Ring(share, big, small)}


@register.inclusion_tag("design/bars.html")
def bars(title: str, bars: Sequence[Bar]) -> dict[str, object]:
    """A bar chart; its data is read aloud as ``label number``."""
    spoken = [Bar(speak(bar.label), bar.amount, bar.shown) for bar in bars]
    drawn = draw_bars(spoken)
    return {"title": title, "bars": drawn, "height": picture_height(drawn)}
