"""`tongban exchange`: attack the exchange to see that it holds."""

from __future__ import annotations

import os
import sys
from enum import Enum
from typing import Annotated

import typer

app = typer.Typer(help="The data exchange between agencies.", no_args_is_help=True)


@app.callback()
def exchange() -> None:
    """The data exchange between agencies."""


class SuiteName(Enum):
    """A crypto suite."""

    GM = "gm"
    INTL = "intl"


@app.command()
def attack(
    calls: Annotated[int, typer.Option(help="Broken calls, and as many lawful ones.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Makes the same calls again.")] = 1,
    suite: Annotated[SuiteName, typer.Option(help="Crypto suite of both nodes.")] = SuiteName.GM,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Attack two real nodes with one fault a call; exit 1 unless all are refused and logged."""
    command = [sys.executable, "-m", "tongban_node.attack"]
    command += ["--calls", str(calls), "--seed", str(seed), "--suite", suite.value]
    os.execv(sys.executable, [*command, *(["--json"] if as_json else [])])  # noqa: S606
