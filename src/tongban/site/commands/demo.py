"""`tongban demo`: the demo province's data."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from tongban.site.supervisor.demo_reset import reset_demo

app = typer.Typer(help="The demo province.", no_args_is_help=True)


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Throw ALL data away and publish the demo province afresh."""
    if not yes:
        typer.confirm("This deletes every case, person and file here. Go on?", abort=True)
    reset_demo(settings.DATA_DIR, settings.PACK_DIR)
    typer.echo("The demo province is as new.")
