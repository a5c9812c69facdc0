"""`tongban connectors`: reach departments' own systems and say what is wrong."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tongban.connectors.api import check_connectors
from tongban.kernel.actor import Actor
from tongban.site.cli.exits import Exit, terminal_language

_ACTOR = Actor.system("cli")


def register(root: typer.Typer) -> None:
    """Put the group on the root."""
    group = typer.Typer(help="Departments' own systems 系统对接.", no_args_is_help=True)
    group.callback()(_group)
    group.command("check")(check)
    root.add_typer(group, name="connectors")


def _group() -> None:
    """Departments' own systems."""


def check(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list for machines.")] = False,
) -> None:
    """Reach each system, compare its fields and states with its connector; exit 1 for a fault."""
    found = check_connectors(_ACTOR)
    language = terminal_language()
    if as_json:
        told = [{"connector": f.code, "good": f.good, "says": f.message.zh} for f in found]
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{one.code}: {one.message.in_language(language)}")
    if not all(one.good for one in found):
        raise typer.Exit(Exit.REFUSED)
