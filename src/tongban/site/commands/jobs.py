"""`tongban jobs`: deliveries that wait for an operator."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tongban.jobs.api import parked_deliveries, retry_parked
from tongban.kernel.actor import Actor

app = typer.Typer(help="Events on their way between rooms.", no_args_is_help=True)
_OPERATOR = Actor.system("cli")


@app.command()
def parked(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List deliveries that failed too often, oldest first."""
    found = parked_deliveries(_OPERATOR)
    if as_json:
        typer.echo(json.dumps([asdict(view) for view in found], default=str, ensure_ascii=False))
        return
    table = Table("event", "handler", "attempts", "fault", "parked at")
    for view in found:
        at = view.parked_at.isoformat(timespec="seconds")
        table.add_row(view.event_id, view.handler, str(view.attempts), view.fault, at)
    Console().print(table if found else "Nothing is parked.")


@app.command()
def retry(event_id: str, handler: str) -> None:
    """Queue one parked delivery again."""
    retry_parked(actor=_OPERATOR, event_id=event_id, handler_name=handler)
    typer.echo(f"{event_id} is on its way to {handler} again.")
