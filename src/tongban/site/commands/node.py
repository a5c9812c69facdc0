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


@app.command()
def receipt(
    config: Config,
    call: Annotated[str, typer.Option(help="The id of the call's request.")],
    out: Annotated[Path | None, typer.Option(help="The file; none: to the screen.")] = None,
) -> None:
    """Take one exchange out of a node's evidence, for a third party. It holds personal data."""
    told = [] if out is None else ["--out", str(out)]
    _become("tongban_node.receipts", "take", "--config", str(config), "--call", call, *told)


@app.command()
def verify_receipt(
    files: Annotated[list[Path], typer.Argument(help="A receipt, or both ends' of one call.")],
    log_key: Annotated[
        list[str] | None, typer.Option(help="A log key you trust, hex, as `node keys` prints it.")
    ] = None,
    witness: Annotated[
        list[str] | None, typer.Option(help="The key of a witness that must have cosigned.")
    ] = None,
) -> None:
    """Say what exchange receipts prove, offline; exit 1 when a byte was changed."""
    options = [word for key in log_key or () for word in ("--log-key", key)]
    options += [word for key in witness or () for word in ("--witness", key)]
    _become("tongban_node.receipts", "verify", *map(str, files), *options)


def _become(module: str, *arguments: str) -> NoReturn:
    """Replace this process: a node in service carries nothing of the platform in memory."""
    command = [sys.executable, "-m", module, *arguments]
    os.execv(sys.executable, command)  # noqa: S606  ourselves, no shell
