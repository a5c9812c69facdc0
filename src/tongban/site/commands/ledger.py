"""`tongban ledger`: look at the evidence chain and prove that it is whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from tongban.ledger.api import chain_head, verify_chain
from tongban.site.cli.exits import Exit, terminal_language

app = typer.Typer(help="The evidence chain.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for machines.")]


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Recompute the chain; exit 1 and name the first leaf that was altered, dropped or moved."""
    verdict = verify_chain()
    if as_json:
        shown = asdict(verdict) | {"message": verdict.message and verdict.message.to_mapping()}
        typer.echo(json.dumps(shown, ensure_ascii=False))
    elif verdict.message is None:
        typer.echo(f"The chain holds: {verdict.size} leaves, {verdict.unsequenced} waiting.")
        typer.echo(f"Head: {verdict.digest}")
    else:
        typer.echo(verdict.message.in_language(terminal_language()), err=True)
        typer.echo(f"{verdict.size} leaves before it hold.", err=True)
    if not verdict.holds:
        raise typer.Exit(Exit.REFUSED)


@app.command()
def head(as_json: AsJson = False) -> None:
    """Print the chain's length and the digest of its end; keep it elsewhere as a witness."""
    now = chain_head()
    typer.echo(json.dumps(asdict(now)) if as_json else f"{now.size} {now.digest}")
