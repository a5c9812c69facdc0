"""The door of room decisions."""

from __future__ import annotations

from tongban.decisions.actions.stop_table import resume_table, stop_table
from tongban.decisions.pure import run_table
from tongban.decisions.queries import (
    decide,
    decision_table,
    definition_of,
    replay,
    reruns,
    switches,
    table_in_force,
)
from tongban.decisions.refusals import SwitchNotForYou, SwitchReasonMissing, TableNotFound
from tongban.decisions.shelf import InputKind, TableFile, TableInput, TableRow
from tongban.decisions.views import (
    ANSWER,
    DecisionInput,
    DecisionReceipt,
    FactSource,
    Outcome,
    Reason,
    SwitchView,
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
    "SwitchNotForYou",
    "SwitchReasonMissing",
    "SwitchView",
    "TableFile",
    "TableInForce",
    "TableInput",
    "TableNotFound",
    "TableRow",
    "TableView",
    "decide",
    "decision_table",
    "definition_of",
    "replay",
    "reruns",
    "resume_table",
    "run_table",
    "stop_table",
    "switches",
    "table_in_force",
]
