"""The door of room decisions."""

from __future__ import annotations

from tongban.decisions.pure import run_table
from tongban.decisions.queries import decide, decision_table, replay, table_in_force
from tongban.decisions.refusals import TableNotFound
from tongban.decisions.shelf import InputKind, TableFile, TableInput, TableRow
from tongban.decisions.views import (
    ANSWER,
    DecisionInput,
    DecisionReceipt,
    FactSource,
    Outcome,
    Reason,
    TableInForce,
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
    "TableInForce",
    "TableInput",
    "TableNotFound",
    "TableRow",
    "TableView",
    "decide",
    "decision_table",
    "replay",
    "run_table",
    "table_in_force",
]
