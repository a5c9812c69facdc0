"""The door of room cases."""

from __future__ import annotations

from tongban.cases.shelf import ExampleFile, Expected, FormVerdict
from tongban.cases.views import (
    STATE_DIGITS,
    CaseRow,
    CaseState,
    CaseStep,
    CaseView,
    ClockView,
    Defect,
    FeeLine,
    Light,
    MaterialView,
    MaterialWay,
    Party,
    PartyRole,
    PauseSpan,
    TaskView,
    TrackView,
)

__all__ = [
    "STATE_DIGITS",
    "CaseRow",
    "CaseState",
    "CaseStep",
    "CaseView",
    "ClockView",
    "Defect",
    "ExampleFile",
    "Expected",
    "FeeLine",
    "FormVerdict",
    "Light",
    "MaterialView",
    "MaterialWay",
    "Party",
    "PartyRole",
    "PauseSpan",
    "TaskView",
    "TrackView",
]
