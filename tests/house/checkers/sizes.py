"""Sizes: rot always shows in the tail, so the tail has a cap."""

from __future__ import annotations

import ast
import math
from pathlib import Path

from tests.house.tree import Module, modules
from tests.house.violation import Violation

FILE_CAP = 400
FILE_P95 = 250
FUNCTION_CAP = 60


def check(root: Path) -> list[Violation]:
    """Files over the cap, functions over the cap, and a tail of long files."""
    ours = [m for m in modules(root, "src", "tests", "bench") if not m.is_generated]
    return [*_files(ours), *_tail(ours), *_functions(ours)]


def _files(ours: list[Module]) -> list[Violation]:
    return [
        Violation(
            module.where,
            f"The file has {module.lines} lines, the cap is {FILE_CAP}.",
            "Split it where a reader would look for its parts.",
        )
        for module in ours
        if module.lines > FILE_CAP
    ]


def _tail(ours: list[Module]) -> list[Violation]:
    lengths = sorted((m.lines, m.where) for m in ours)
    if not lengths:
        return []
    at = math.ceil(0.95 * len(lengths)) - 1
    if lengths[at][0] <= FILE_P95:
        return []
    longest = ", ".join(f"{where} ({lines})" for lines, where in reversed(lengths[at:]))
    return [
        Violation(
            "src, tests, bench",
            f"95 of 100 files must have at most {FILE_P95} lines; too many do not: {longest}.",
            "Split the longest of them.",
        )
    ]


def _functions(ours: list[Module]) -> list[Violation]:
    return [
        Violation(
            module.at(node),
            f"Function {node.name} has {lines} lines, the cap is {FUNCTION_CAP}.",
            "Name its steps and make each a function.",
        )
        for module in ours
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_CAP
    ]
