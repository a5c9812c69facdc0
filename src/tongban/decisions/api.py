"""The door of room decisions."""

from __future__ import annotations

from tongban.decisions.shelf import InputKind, TableFile, TableInput, TableRow
from tongban.decisions.views import (
    ANSWER,
    DecisionInput,
    DecisionReceipt,
    FactSource,
    Outcome,
    Reason,
    TableView,
)

__all__ = [
    "ANSWER",
    "DecisionInput",
    "DecisionReceipt",
    "FactSource",
    "InputKind",
    "Outcome",
    "Reason",
    "TableFile",
    "TableInput",
    "TableRow",
    "TableView",
]
