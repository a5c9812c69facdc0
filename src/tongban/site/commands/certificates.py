"""`tongban certificates`: certificates issued from a list."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tongban.certificates.api import BatchView, issue_batch, publish_bundle, read_batch
from tongban.kernel.actor import Actor
from tongban_trust.bundle import read_bundle

app = typer.Typer(help="Electronic certificates.", no_args_is_help=True)
_CLI = Actor.system("cli")
_SHOWN = 20


@app.callback()
def _group() -> None:
    """Electronic certificates."""


@app.command("issue-batch")
def issue_batch_(
    file: Annotated[Path, typer.Argument(help="CSV: number, name, and the type's field names.")],
    type_code: Annotated[str, typer.Option("--type", help="Code of the certificate type.")],
    issuer: Annotated[str, typer.Option(help="Unified social credit code of the issuing body.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Issue a certificate for every row; the same file again goes on where it stopped."""
    columns, rows = read_batch(file)
    bars = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*bars, TimeRemainingColumn(), disable=as_json, transient=True) as bar:
        task = bar.add_task("certificates", total=len(rows))
        done = issue_batch(
            actor=_CLI,
            type_code=type_code,
            issuer_agency_code=issuer,
            columns=columns,
            rows=rows,
            now=datetime.now(UTC),
            progress=lambda settled: bar.update(task, completed=settled),
        )
    if as_json:
        typer.echo(json.dumps(_as_json(done), ensure_ascii=False))
    else:
        _show(done)
    if done.refused:
        raise typer.Exit(1)


@app.command()
def bundle(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Publish the trust bundle anew and write it to a file, for verifying offline."""
    content = publish_bundle(datetime.now(UTC))
    out.write_bytes(content)
    _, pin = read_bundle(content)
    told = {"sequence": pin.sequence, "key_id": pin.key_id, "bytes": len(content)}
    typer.echo(
        json.dumps(told) if as_json else f"{out}: bundle {pin.sequence}, signed by {pin.key_id}"
    )


def _as_json(done: BatchView) -> dict[str, object]:
    return {
        "batch": done.id,
        "type": done.type_code,
        "rows": done.total,
        "issued": done.issued,
        "refused": [
            {"row": one.row, "reasons": [reason.to_mapping() for reason in one.reasons]}
            for one in done.refusals
        ],
    }


def _show(done: BatchView) -> None:
    console = Console()
    table = Table("batch", "rows", "issued", "refused")
    table.add_row(done.id, str(done.total), str(done.issued), str(done.refused))
    console.print(table)
    for one in done.refusals[:_SHOWN]:
        console.print(f"row {one.row}: {'；'.join(reason.zh for reason in one.reasons)}")
    if done.refused > _SHOWN:
        console.print("All refused rows: --json, or the console's page of batches.")
