"""`tongban run`, `serve`, `worker` and `migrate`: starting the platform, whole or in parts."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from tongban.site.serving import HOST, default_port
from tongban.site.serving import serve as serve_web
from tongban.site.supervisor.preparing import (
    collect_static_if_changed,
    migrate_if_needed,
    prepare_everything,
)
from tongban.site.supervisor.run import run_everything
from tongban.site.working import work

_Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Default: PORT, else 8000.")]


def register(root: typer.Typer) -> None:
    """Put the commands on the root."""
    root.command()(run)
    root.command()(serve)
    root.command()(worker)
    root.command()(migrate)


def run(port: _Port = None) -> None:
    """Start PostgreSQL, web and worker together; Ctrl-C stops everything it started."""
    run_everything(
        port or default_port(),
        lambda console: prepare_everything(settings.DATA_DIR, console, with_demo=settings.DEMO),
    )


def serve(
    port: _Port = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = HOST,
) -> None:
    """Serve the web pages and the API only; a worker must run beside it."""
    serve_web(host=host, port=port or default_port())


def worker() -> None:
    """Deliver events and run the periodic tasks."""
    work()


def migrate() -> None:
    """Bring tables and static files up to date; quick when they are."""
    changed = migrate_if_needed()
    collect_static_if_changed(settings.STATIC_ROOT)
    typer.echo("Tables are up to date now." if changed else "Tables were up to date.")
