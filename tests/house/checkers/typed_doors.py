"""Doors are typed and documented: a name in ``<room>/api.py`` can be used from its docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Module, modules
from tests.house.violation import Violation

_SHORTEST = 40
# Nobody imports pages; web/api is the public JSON, not a door.
_NO_DOOR = {None, "web"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def check(root: Path) -> list[Violation]:
    """Doors with logic, doors without ``__all__``, names that are untyped or undocumented."""
    everything = {module.name: module for module in modules(root)}
    found = []
    for module in everything.values():
        if module.room not in _NO_DOOR and module.name == f"tongban.{module.room}.api":
            found += _shape(module)
            for name in _offered(module):
                found += _judge(everything, module, name)
    return found


def _shape(door: Module) -> Iterator[Violation]:
    for node in door.tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr | ast.Assign):
            yield Violation(
                door.at(node),
                "A door only re-exports, this line does something.",
                "Move it into actions/, queries.py or domain, and import it here.",
            )
    if not _offered(door):
        yield Violation(
            door.where, "The door has no __all__.", "List every name that outsiders may use."
        )


def _offered(door: Module) -> tuple[str, ...]:
    for node in door.tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return tuple(ast.literal_eval(node.value))
    return ()


def _judge(everything: dict[str, Module], door: Module, name: str) -> Iterator[Violation]:
    home, node = _definition(everything, door, name)
    if node is None:
        mend = "Import it from the module that defines it, or take it out of __all__."
        yield Violation(door.where, f"__all__ offers {name}, which cannot be found.", mend)
    elif isinstance(node, _Function):
        yield from _judge_function(home, node)
    elif isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
        mend = "Say in a sentence what it is, with units, and the Chinese term once."
        yield Violation(home.at(node), f"{name} is offered without a docstring.", mend)


def _definition(
    everything: dict[str, Module], module: Module, name: str
) -> tuple[Module, ast.AST | None]:
    """Follow re-exports to where the name is made; what comes from outside us counts as made."""
    for node in module.tree.body:
        if isinstance(node, _Function | ast.ClassDef) and node.name == name:
            return module, node
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if name in {getattr(target, "id", "") for target in targets}:
                return module, node
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    home = everything.get(node.module or "")
                    return _definition(everything, home, alias.name) if home else (module, node)
    return module, None


def _judge_function(home: Module, node: _Function) -> Iterator[Violation]:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    arguments += [a for a in (node.args.vararg, node.args.kwarg) if a]
    bare = [a.arg for a in arguments if a.annotation is None]
    if bare or node.returns is None:
        names = ", ".join([*bare, *([] if node.returns else ["the result"])])
        yield Violation(home.at(node), f"{node.name} leaves {names} untyped.", "Annotate it.")
    told = ast.get_docstring(node) or ""
    if len(told) < _SHORTEST:
        yield Violation(
            home.at(node),
            f"{node.name} is offered with a docstring of {len(told)} characters.",
            "Tell its meaning, shapes and units, its refusals by name, and its source in law.",
        )
    untold = sorted(refusal for refusal in _raised(node) if refusal not in told)
    if untold:
        yield Violation(
            home.at(node),
            f"{node.name} refuses with {', '.join(untold)}, which its docstring does not name.",
            "Name each refusal and when it comes.",
        )


def _raised(node: _Function) -> set[str]:
    return {
        raised.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Raise)
        and isinstance(inner.exc, ast.Call)
        and isinstance(raised := inner.exc.func, ast.Name)
        and raised.id[:1].isupper()
    }
