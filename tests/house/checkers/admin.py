"""Admin is a window, not a door: it may show rows and change none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Module, modules
from tests.house.violation import Violation

_MUST_DENY = {"has_add_permission", "has_change_permission", "has_delete_permission"}


def check(root: Path) -> list[Violation]:
    """Admin classes that could write past the actions, the evidence and the outbox."""
    return [
        found
        for module in modules(root)
        if not module.is_test
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(_is_admin(base) for base in node.bases)
        for found in _judge(module, node)
    ]


def _is_admin(base: ast.expr) -> bool:
    name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
    return name in {"ModelAdmin", "TabularInline", "StackedInline"}


def _judge(module: Module, node: ast.ClassDef) -> Iterator[Violation]:
    denied = {f.name for f in node.body if isinstance(f, ast.FunctionDef) and _says_no(f)}
    for permission in sorted(_MUST_DENY - denied):
        yield Violation(
            module.at(node),
            f"{node.name} leaves {permission} open.",
            f"Define {permission} to return False; change rows through the room's actions.",
        )


def _says_no(function: ast.FunctionDef) -> bool:
    last = function.body[-1]
    return (
        isinstance(last, ast.Return)
        and isinstance(last.value, ast.Constant)
        and last.value.value is False
    )
