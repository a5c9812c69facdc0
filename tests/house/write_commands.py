"""Writes ``docs/commands.md`` from the CLI itself: ``python -m tests.house.write_commands``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer.main

from tests.house.tree import REPO
from tongban.site.cli.main import build, prepare

_HEAD = """# Commands of `tongban`

Written from the program by `python -m tests.house.write_commands`; a test fails when one lacks.
Exit codes: 0 done · 1 refused, or problems were found · 2 used wrongly · 3 something is not there.
`tongban COMMAND --help` tells every option.

| command | what it does |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class Command:
    """One command as people type it, with the first line of its help."""

    path: str
    usage: str
    help: str


def commands() -> Iterator[Command]:
    """Every command of the CLI, hidden ones left out, in alphabetical order."""
    prepare()
    yield from _walk(typer.main.get_command(build()), "")


def _walk(command: Any, path: str) -> Iterator[Command]:
    children = getattr(command, "commands", None)
    for name in sorted(children or ()):
        if not children[name].hidden:
            yield from _walk(children[name], f"{path} {name}".strip())
    if path and children is None:
        told = (command.help or "").strip().splitlines()
        yield Command(path, " ".join([path, *_parameters(command)]), told[0] if told else "")


def _parameters(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = str(parameter.name).upper().replace("_", "-")
            yield name if parameter.required else f"[{name}]"
        elif parameter.name != "help":
            yield f"[{parameter.opts[0]}]"


def page() -> str:
    """The whole document."""
    rows = (f"| `tongban {each.usage}` | {each.help} |\n" for each in commands())
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    (REPO / "docs/commands.md").write_text(page(), encoding="utf-8")
