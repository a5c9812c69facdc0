"""`tongban node`: hands over to the node, which is a program of its own without the platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(help="An agency's node of the data exchange.", no_args_is_help=True)

Config = Annotated[Path, typer.Option("--config", help="The node's settings, node.toml.")]


@app.command()
def run(config: Config) -> None:
    """Run a node until it is stopped; it keeps serving while the platform is away."""
    _become("tongban_node", "run", "--config", str(config))


@app.command()
def check(config: Config) -> None:
    """Ask each source of a node and its evidence; exit 1 and name what is wrong."""
    _become("tongban_node", "check", "--config", str(config))


@app.command()
def keys(config: Config) -> None:
    """Make a node's keys where there are none; print name, id and public half of each."""
    _become("tongban_node", "keys", "--config", str(config))


def _become(module: str, *arguments: str) -> NoReturn:
    """Replace this process: a node in service carries nothing of the platform in memory."""
    command = [sys.executable, "-m", module, *arguments]
    os.execv(sys.executable, command)  # noqa: S606  ourselves, no shell
