"""`tongban catalogue`: lists of items in, search rows built, versions compared."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tongban.catalogue.api import (
    CatalogueImportReport,
    RowNote,
    import_catalogue,
    index_all,
    item_diff,
    search_items,
    shipped_profiles,
)
from tongban.kernel.actor import Actor

app = typer.Typer(help="The catalogue of items.", no_args_is_help=True)
_CLI = Actor.system("cli")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The list: NDJSON, JSON or CSV.")],
    profile: Annotated[str, typer.Option(help="Name of a shipped profile, or a path.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and compare only.")] = False,
    rejected: Annotated[Path, typer.Option(help="Where refused rows are listed.")] = Path(
        "rejected.csv"
    ),
    as_json: Json = False,
) -> None:
    """Read a list of items; each becomes a draft, each refused row is told with its reason."""
    total = 0 if as_json else _lines(file)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), disable=as_json, transient=True) as bar:
        task = bar.add_task("rows", total=total or None)
        report = import_catalogue(
            actor=_CLI,
            path=file,
            profile=profile,
            now=datetime.now(UTC),
            dry_run=dry_run,
            progress=lambda rows: bar.update(task, completed=rows),
        )
    _write_notes(rejected, report.rejected)
    _write_notes(rejected.with_name(f"flagged-{rejected.name}"), report.flagged)
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"landed": report.landed}, ensure_ascii=False))
    else:
        _show(report, rejected)


@app.command()
def profiles() -> None:
    """List the import profiles that ship."""
    typer.echo("\n".join(shipped_profiles()))


@app.command()
def index(as_json: Json = False) -> None:
    """Build the search rows of every item, drafts too."""
    with Progress(disable=as_json, transient=True) as bar:
        task = bar.add_task("items", total=None)
        done = index_all(progress=lambda items: bar.update(task, completed=items))
    typer.echo(json.dumps({"indexed": done}) if as_json else f"{done} items can be found.")


@app.command()
def search(text: str, region: str = "", drafts: bool = False, as_json: Json = False) -> None:
    """Search as the portal does; --drafts also finds what is not published."""
    hits = search_items(_CLI, text=text, region=region or None, drafts=drafts).items
    if as_json:
        rows = [{"code": h.code, "name": h.name.zh, "reason": h.reason} for h in hits]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("code", "name", "agency", "region", "why")
    for hit in hits:
        table.add_row(hit.code, hit.name.zh, hit.agency_name.zh, hit.region, hit.reason)
    Console().print(table)


@app.command()
def diff(code: str, old: int, new: int, as_json: Json = False) -> None:
    """Show what changed between two versions of an item."""
    changes = item_diff(code, old, new, _CLI).changes
    if as_json:
        rows = [
            {"field": c.field, "label": c.label.to_mapping(), "old": c.old.to_mapping(),
             "new": c.new.to_mapping()}
            for c in changes
        ]  # fmt: skip
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("field", f"version {old}", f"version {new}")
    for change in changes:
        table.add_row(change.label.zh, change.old.zh, change.new.zh)
    Console().print(table)


def _lines(file: Path) -> int:
    """Lines of the file, for the bar; an unreadable file is told by the import itself."""
    try:
        with file.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 0


def _write_notes(path: Path, notes: Sequence[RowNote]) -> None:
    """A CSV of notes; a file of an earlier run goes away when there is nothing to tell."""
    if not notes:
        path.unlink(missing_ok=True)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("line", "code", "reasons"))
        writer.writerows((note.line, note.code, "；".join(note.reasons)) for note in notes)


def _show(report: CatalogueImportReport, rejected: Path) -> None:
    table = Table("rows", "new", "changed", "unchanged", "flagged", "rejected")
    counts = (report.rows, report.created, report.changed, report.unchanged)
    table.add_row(*map(str, (*counts, len(report.flagged), len(report.rejected))))
    console = Console()
    console.print(table)
    for item in report.changed_items[:20]:
        console.print(f"{item.code}: tongban catalogue diff {item.code} {item.old} {item.new}")
    if report.rejected:
        console.print(f"Refused rows with their reasons: {rejected}")
    if report.dry_run:
        console.print("Nothing was written (--dry-run).")
