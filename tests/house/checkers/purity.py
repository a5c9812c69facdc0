"""Purity: domain, kernel and the three libraries never reach Django, by any path of imports."""

from __future__ import annotations

import sys
from pathlib import Path

import grimp

from tests.house.tree import PACKAGES, modules
from tests.house.violation import Violation

_IMPURE = ("django", "procrastinate", "ninja", "psycopg")
_MAY_USE = {
    "tongban_trust": set(),
    "tongban_wire": {"tongban_trust"},
    "tongban_node": {"tongban_wire", "tongban_trust"},
}


def check(root: Path) -> list[Violation]:
    """Chains from a pure module to Django, each shown whole."""
    graph = _graph(root)
    found = []
    for name in sorted(_pure_modules(root) & graph.modules):
        for outside in _IMPURE:
            chain = graph.find_shortest_chain(name, outside) if outside in graph.modules else None
            if chain:
                found.append(
                    Violation(
                        name,
                        f"It must be free of {outside}, yet {' -> '.join(chain)}.",
                        "Keep rules on frozen dataclasses; pass values in; import types from "
                        "elsewhere only under TYPE_CHECKING.",
                    )
                )
    return found


def check_libraries(root: Path) -> list[Violation]:
    """tongban_trust, tongban_wire and tongban_node import only what the design allows."""
    graph = _graph(root)
    found = []
    for package, allowed in _MAY_USE.items():
        for name in sorted(m for m in graph.modules if m.split(".")[0] == package):
            for imported in sorted(graph.find_modules_directly_imported_by(name)):
                top = imported.split(".")[0]
                if top in PACKAGES and top not in allowed | {package}:
                    words = " and ".join(sorted(allowed)) or "nothing of ours"
                    found.append(
                        Violation(
                            name,
                            f"{package} may import {words}, not {imported}.",
                            "Move the shared part down, or pass it in as a value.",
                        )
                    )
    return found


def _pure_modules(root: Path) -> set[str]:
    return {
        module.name
        for module in modules(root)
        if not module.is_test
        and (
            module.package in _MAY_USE
            or module.room == "kernel"
            or (module.room and module.name.split(".")[2:3] == ["domain"])
        )
    }


def _graph(root: Path) -> grimp.ImportGraph:
    source = root / "src"
    here = [name for name in PACKAGES if (source / name / "__init__.py").exists()]
    sys.path.insert(0, str(source))
    try:
        return grimp.build_graph(
            *here,
            include_external_packages=True,
            exclude_type_checking_imports=True,
            cache_dir=None,
        )
    finally:
        sys.path.remove(str(source))
