"""Reading a checkout: its modules, their imports, their rooms. Works on planted trees too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
PACKAGES = ("tongban", "tongban_trust", "tongban_wire", "tongban_node")


@dataclass(frozen=True)
class Module:
    """One Python file of ours, parsed."""

    path: Path
    root: Path
    tree: ast.Module
    lines: int

    @property
    def where(self) -> str:
        return str(self.path.relative_to(self.root))

    @property
    def name(self) -> str:
        """Dotted name, ``tongban.cases.actions.submit_case``; tests/ and bench/ keep their own."""
        relative = self.path.relative_to(self.root)
        parts = relative.parts[1:] if relative.parts[0] == "src" else relative.parts
        dotted = ".".join(parts).removesuffix(".py")
        return dotted.removesuffix(".__init__")

    @property
    def package(self) -> str:
        return self.name.split(".")[0]

    @property
    def room(self) -> str | None:
        """The room of ``tongban`` it lives in, None outside."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "tongban" and len(parts) > 1 else None

    @property
    def is_test(self) -> bool:
        parts = self.path.relative_to(self.root).parts
        return parts[0] == "tests" or "tests" in parts or self.path.name == "conftest.py"

    @property
    def is_generated(self) -> bool:
        return "migrations" in self.path.parts

    def at(self, node: ast.AST) -> str:
        return f"{self.where}:{getattr(node, 'lineno', 1)}"


@lru_cache(maxsize=4096)
def _parse(path: Path, root: Path, stamp: int) -> Module:
    source = path.read_text(encoding="utf-8")
    return Module(path, root, ast.parse(source, str(path)), source.count("\n"))


def modules(root: Path, *folders: str) -> Iterator[Module]:
    """Every Python module under ``folders`` (``src`` when none is named), in path order."""
    for folder in folders or ("src",):
        for path in sorted((root / folder).rglob("*.py")):
            if "__pycache__" not in path.parts and "node_modules" not in path.parts:
                yield _parse(path, root, path.stat().st_mtime_ns)


@dataclass(frozen=True)
class Import:
    """One imported module (``from a.b import c`` gives ``a.b`` and the name ``c``)."""

    module: str
    name: str | None
    node: ast.stmt
    lazy: bool


def imports(module: Module) -> Iterator[Import]:
    """Every import statement, with whether it hides inside a function."""
    yield from _imports_in(module.tree, lazy=False)


def _imports_in(node: ast.AST, *, lazy: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, None, child, lazy)
        elif isinstance(child, ast.ImportFrom):
            for alias in child.names:
                yield Import(child.module or "", alias.name, child, lazy)
        else:
            hidden = lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports_in(child, lazy=hidden)


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a small checkout with a violation in it; packages get their ``__init__.py``."""
    for relative, text in files.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for folder in path.relative_to(root).parents:
            inside_source = folder.parts[:1] == ("src",) and len(folder.parts) > 1
            if inside_source and not (root / folder / "__init__.py").exists():
                (root / folder / "__init__.py").write_text("", encoding="utf-8")
    return root
