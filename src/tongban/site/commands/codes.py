"""`tongban codes`: load divisions, holidays and code lists from the files governments publish."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from tongban.jurisdiction.api import CODE_KINDS, ImportReport, import_codes
from tongban.kernel.actor import Actor
from tongban.site.cli.exits import Exit, terminal_language

app = typer.Typer(help="Divisions, calendars and code lists.", no_args_is_help=True)
_KINDS = ", ".join(CODE_KINDS)


@app.callback()
def _group() -> None:
    """A group even while it has one command."""


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help=f"One of: {_KINDS}.")],
    file: Annotated[Path, typer.Argument(help="CSV, UTF-8 or GB 18030.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, tell all.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day a list of divisions describes."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Import a file; good rows land, all bad rows are listed and make the exit code 1."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=as_json,
        transient=True,
    )
    with bar:
        shown = bar.add_task(file.name, total=None)
        report = import_codes(
            actor=Actor.system("cli"),
            kind=kind,
            path=file,
            now=datetime.now(UTC),
            as_of=as_of.date() if as_of else None,
            dry_run=dry_run,
            progress=lambda done, total: bar.update(shown, completed=done, total=total),
        )
    if as_json:
        typer.echo(json.dumps(_as_json(report), ensure_ascii=False))
    else:
        _print(report)
    if report.rejected:
        raise typer.Exit(Exit.REFUSED)


def _as_json(report: ImportReport) -> dict[str, object]:
    rejected = [
        {
            "line": row.line,
            "key": row.key,
            "reason": row.reason.to_mapping(),
            "mend": row.mend.to_mapping(),
        }
        for row in report.rejected
    ]
    return asdict(report) | {"rejected": rejected}


def _print(report: ImportReport) -> None:
    console = Console(highlight=False)
    if report.rejected:
        tag = terminal_language()
        table = Table("line", "code", "reason", "mend", title="Not taken")
        for row in report.rejected:
            reason, mend = row.reason.in_language(tag), row.mend.in_language(tag)
            table.add_row(str(row.line), row.key, reason, mend)
        console.print(table)
    would = "would be " if report.dry_run else ""
    console.print(
        f"{report.kind}: {report.read} rows read; {would}added {report.added},"
        f" {would}changed {report.changed}, unchanged {report.unchanged},"
        f" not taken {len(report.rejected)}."
    )
