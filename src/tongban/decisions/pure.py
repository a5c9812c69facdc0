"""Running a table straight from a pack, without a database: for ``pack check`` and examples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.decisions.domain.compile import CompiledTable
from tongban.decisions.domain.evaluate import evaluate
from tongban.decisions.shelf import TableFile
from tongban.decisions.views import DecisionReceipt, FactSource


def run_table(
    file: TableFile, *, facts: Mapping[str, Any], sources: Mapping[str, FactSource], today: date
) -> DecisionReceipt:
    """The receipt an unpublished table gives (its version reads 0). Pure."""
    table = file.table()
    return evaluate(
        table, CompiledTable(table), version=0, facts=facts, sources=sources, today=today
    )
