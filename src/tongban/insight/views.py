"""What the outside sees of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.insight.domain.counting import What, Why
from tongban.insight.domain.indicators import Figure, Indicator


@dataclass(frozen=True, slots=True)
class FigureView:
    """An indicator with its definition and value over a window."""

    indicator: Indicator
    figure: Figure


@dataclass(frozen=True, slots=True)
class ClimateView:
    """The indicators of cases closed from ``since`` to ``until``, both local days counted in."""

    since: date
    until: date
    closed: int
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """An indicator for one item or one region; ``above`` and ``below`` are what is divided."""

    key: str
    above: str
    below: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class ExceptionCount:
    """How often a cause led to a visit or a material: ``reference`` names source or article."""

    what: What
    why: Why
    item_code: str
    code: str
    reference: str
    count: int
