"""Docs that cannot rot: they tell every command, target, dependency, decision and word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.house.violation import Violation

_TARGET = re.compile(r"^([a-z][\w-]*):(?!=)", re.MULTILINE)
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
READMES = ("README.md", "README.zh-CN.md")
REQUIRED = (
    "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "ARCHITECTURE.md",
    "docs/glossary.md", "docs/adr/README.md",
)  # fmt: skip


def check_files(root: Path) -> list[Violation]:
    """The documents a stranger looks for are there, and every decision is in the index."""
    found = [
        Violation(name, "The document is missing.", "Write it.")
        for name in REQUIRED
        if not (root / name).exists()
    ]
    index = _text(root / "docs/adr/README.md")
    for path in sorted((root / "docs/adr").glob("[0-9]*.md")):
        if f"({path.name})" not in index:
            mend = "Add it to docs/adr/README.md."
            found.append(Violation(f"docs/adr/{path.name}", "The index does not list it.", mend))
    return found


def check_targets(root: Path) -> list[Violation]:
    """Every make target that people are meant to call is told in both READMEs."""
    targets = [t for t in _TARGET.findall(_text(root / "Makefile")) if not t.startswith("_")]
    return [
        Violation(
            readme, f"It does not tell `make {target}`.", "Add a line that says what it does."
        )
        for readme in READMES
        for target in sorted(set(targets))
        if f"make {target}" not in _text(root / readme)
    ]


def check_commands(root: Path, commands: Iterable[str]) -> list[Violation]:
    """Every CLI command is told somewhere in the README or docs/."""
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    told = re.sub(r"\s+", " ", " ".join(_text(page) for page in pages))
    return [
        Violation(
            "README.md, docs/",
            f"No page tells `tongban {command}`.",
            "Run python -m tests.house.write_commands, which writes docs/commands.md.",
        )
        for command in sorted(commands)
        if f"tongban {command}" not in told
    ]


def check_dependencies(root: Path) -> list[Violation]:
    """The table of dependencies and ``pyproject.toml`` list the same packages."""
    project = tomllib.loads(_text(root / "pyproject.toml"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    wanted = {_package(each) for group in (project["dependencies"], *extras) for each in group}
    page = "docs/adr/0008-dependencies.md"
    told = set(re.findall(r"^\| ([a-z][\w-]+) \|", _text(root / page), re.M)) - {"package"}
    gone, new = sorted(told - wanted), sorted(wanted - told)
    return [
        *(Violation(page, f"It lists {each}, which is not used.", "Take it out.") for each in gone),
        *(
            Violation(page, f"It does not list {each}.", "Add licence, upkeep, size and why.")
            for each in new
        ),
    ]


def check_glossary(root: Path, rooms: Sequence[str]) -> Iterator[Violation]:
    """Rows of four cells, sorted, each term once, each in a room that exists."""
    seen: list[str] = []
    for number, line in enumerate(_text(root / "docs/glossary.md").splitlines(), start=1):
        where = f"docs/glossary.md:{number}"
        if not line.startswith("|") or line.startswith(("| English", "|---")):
            continue
        row = _ROW.match(line)
        if not row:
            mend = "Write | English | 中文 | one line | room |."
            yield Violation(where, "The row has not four filled cells.", mend)
            continue
        term, chinese, room = row[1], row[2], row[4]
        if not re.search(r"[\u4e00-\u9fff]", chinese):
            yield Violation(where, f"“{term}” has no Chinese term.", "Give the term in use.")
        if room not in rooms:
            yield Violation(where, f"“{term}” is put into {room}.", "Name a room of the house.")
        if seen and term.casefold() <= seen[-1]:
            yield Violation(where, f"“{term}” is out of order.", "Sort by the English term.")
        seen.append(term.casefold())


def _package(requirement: str) -> str:
    return re.split(r"[\[><=~! ]", requirement)[0].lower()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
