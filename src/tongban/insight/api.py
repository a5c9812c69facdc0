"""The door of room insight."""

from __future__ import annotations

from tongban.insight.actions.roll_up_day import roll_up_day
from tongban.insight.actions.roll_up_due import roll_up_due
from tongban.insight.domain.counting import What, Why
from tongban.insight.domain.indicators import LEAST, Figure, Indicator, Unit
from tongban.insight.queries import By, climate, exceptions, indicator, parts
from tongban.insight.refusals import IndicatorUnknown
from tongban.insight.views import ClimateView, ExceptionCount, FigureView, PartView

__all__ = [
    "LEAST",
    "By",
    "ClimateView",
    "ExceptionCount",
    "Figure",
    "FigureView",
    "Indicator",
    "IndicatorUnknown",
    "PartView",
    "Unit",
    "What",
    "Why",
    "climate",
    "exceptions",
    "indicator",
    "parts",
    "roll_up_day",
    "roll_up_due",
]
