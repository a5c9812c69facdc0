"""`tongban faults`: what happens when everything is killed, from a checkout."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

app = typer.Typer(help="Harnesses that break things on purpose.", no_args_is_help=True)


@app.callback()
def faults() -> None:
    """Harnesses that break things on purpose."""


@app.command()
def effects(
    kills: Annotated[int, typer.Option(help="How many processes are killed.")] = 200,
    seed: Annotated[int, typer.Option(help="Makes the same choices again.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Kill web, worker and receivers while cases run; exit 1 unless each effect came once.

    Notifications, write-backs to a register, payments, refunds and payouts are counted at the
    receivers and held against what was due. Brings its own PostgreSQL without DATABASE_URL.
    """
    options = ["--kills", str(kills), "--seed", str(seed), *(["--json"] if as_json else [])]
    module = ["-m", "bench.faults.effects", *options]
    os.execv(sys.executable, [sys.executable, *module])  # noqa: S606  ourselves
