"""The node stays lean: what ``tongban node run`` loads, without its adapters, has a cap."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

from tests.house.tree import Module, imports, modules
from tests.house.violation import Violation

CODE_CAP = 1_499
PACKAGE = "tongban_node"
BESIDE = ("attack", "receipts")
"""Tools that come with the node and that a node in service never loads."""
_UNCOUNTED = (*BESIDE, "adapters")
_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def check(root: Path) -> list[Violation]:
    """More lines of code than the cap, and tools that found their way into the service."""
    core = [m for m in modules(root, "src") if m.package == PACKAGE and not _is_in(m, _UNCOUNTED)]
    return [*_too_long(core), *_loads_tools(core)]


def lines_of_code(module: Module) -> int:
    """Its lines without blank ones, comments and docstrings."""
    found: set[int] = set()
    source = io.StringIO(module.path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if token.type not in _NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(module.tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            told = node.body[0]
            found.difference_update(range(told.lineno, (told.end_lineno or told.lineno) + 1))
    return len(found)


def _too_long(core: list[Module]) -> list[Violation]:
    lines = sum(map(lines_of_code, core))
    if lines <= CODE_CAP:
        return []
    return [
        Violation(
            f"src/{PACKAGE}",
            f"The node has {lines} lines of code without its adapters, the cap is {CODE_CAP}.",
            "Say once what is said twice, or leave out what nobody needs at an agency's edge.",
        )
    ]


def _loads_tools(core: list[Module]) -> list[Violation]:
    tools = tuple(f"{PACKAGE}.{name}" for name in BESIDE)
    return [
        Violation(
            module.at(each.node),
            f"A node in service loads {each.module}, a tool beside it.",
            "Move what both need into the node, where it counts.",
        )
        for module in core
        for each in imports(module)
        if f"{each.module}.{each.name}.".startswith(tuple(f"{tool}." for tool in tools))
    ]


def _is_in(module: Module, parts: tuple[str, ...]) -> bool:
    return module.name.split(".")[1:2] in [[part] for part in parts]
