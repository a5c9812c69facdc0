"""Foreign keys: by label, only downward, only to the anchor tables of a room's README."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.house.readmes import anchors
from tests.house.tree import Module, modules
from tests.house.violation import Violation

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def check(root: Path, order: Sequence[str]) -> list[Violation]:
    """Relations that leave their room other than downward to an anchor."""
    found = []
    for module in modules(root):
        if module.room and not module.is_generated and not module.is_test:
            for call, label in _labels(module):
                found += _judge(root, order, module, call, label)
    return found


def _labels(module: Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _called(node) in _RELATIONS:
            to = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "to")]
            if to and isinstance(to[0], ast.Constant) and isinstance(to[0].value, str):
                yield node, to[0].value


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _judge(
    root: Path, order: Sequence[str], module: Module, call: ast.Call, label: str
) -> list[Violation]:
    room, dot, model = label.rpartition(".")
    if not dot or room == module.room:
        return []
    if room not in order:
        what, mend = f"{label} is no table of a room.", "Write the label as room.Model."
    elif order.index(room) < order.index(module.room):
        what = f"The foreign key to {label} points upward."
        mend = "Turn it round, or keep the id in a plain column and hear of changes by an event."
    elif model.lower() not in anchors(root / "src/tongban" / room / "README.md"):
        what = f"The foreign key points to {label}, which {room} does not offer as an anchor."
        mend = f"Keep the id in a plain column, or list `{model}` under Anchor tables there."
    else:
        return []
    return [Violation(module.at(call), what, mend)]
