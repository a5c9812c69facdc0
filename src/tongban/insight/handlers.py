"""Figures are rolled up by the clock: nothing is added to the path of a case."""

from __future__ import annotations

from tongban.insight.actions.roll_up_due import roll_up_due
from tongban.jobs.api import periodic

periodic("insight.roll_up_due", 60.0)(roll_up_due)
