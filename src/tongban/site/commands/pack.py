"""`tongban pack`: check, compare and publish content packs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from tongban.content.api import (
    Change,
    PackProblem,
    PackReport,
    Severity,
    check_pack,
    diff_pack,
    publish_pack,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.site.cli.exits import Exit, terminal_language

app = typer.Typer(help="Content packs.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="Folder of the pack, such as packs/shili.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for machines.")]
_SIGNS = {Change.ADDED: "[green]+[/]", Change.CHANGED: "[yellow]~[/]", Change.REMOVED: "[red]-[/]"}


@app.command()
def check(folder: Folder, as_json: AsJson = False) -> None:
    """Report every problem of a pack: file, line and the mend; exit 1 when there are errors."""
    report = check_pack(folder)
    if as_json:
        typer.echo(json.dumps(_as_json(report), ensure_ascii=False))
    else:
        _print_report(folder, report)
    if not report.publishable:
        raise typer.Exit(Exit.REFUSED)


@app.command()
def publish(folder: Folder, as_json: AsJson = False) -> None:
    """Make the folder the current release of its pack: all of it or nothing."""
    release = publish_pack(actor=Actor.system("pack-publisher"), path=folder, now=datetime.now(UTC))
    if as_json:
        shown = {
            "pack": release.pack,
            "number": release.number,
            "version": release.version,
            "digest": release.digest,
            "entries": release.entries,
            "published_at": release.published_at.isoformat(),
        }
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    title = _said(release.title)
    typer.echo(f"{title} ({release.pack} #{release.number}, {release.version})")
    typer.echo(f"{release.entries} entries, digest {release.digest}")


@app.command()
def diff(folder: Folder, as_json: AsJson = False) -> None:
    """Show what publishing the folder would change against the current release."""
    changes = diff_pack(folder)
    if as_json:
        listing = [
            {"shelf": c.shelf, "key": c.key, "change": c.change.value, "parts": list(c.parts)}
            for c in changes
        ]
        typer.echo(json.dumps({"changes": listing}, ensure_ascii=False))
        return
    console = Console(soft_wrap=True)
    for change in changes:
        parts = f": {', '.join(change.parts)}" if change.parts else ""
        console.print(f"{_SIGNS[change.change]} {escape(f'{change.shelf}/{change.key}{parts}')}")
    console.print(f"{len(changes)} entries differ.")


def _print_report(folder: Path, report: PackReport) -> None:
    console = Console(soft_wrap=True)
    for fault in report.problems:
        colour = "red" if fault.severity is Severity.ERROR else "yellow"
        where = escape(str(folder / fault.where))
        console.print(f"[{colour}]{where}[/]  {escape(_said(fault.message))}", highlight=False)
        mend = escape(_said(fault.mend))
        console.print(f"    [dim]{fault.code}[/]  → {mend}", highlight=False)
    warnings = len(report.problems) - len(report.errors)
    entries = sum(count for _, count in report.counts)
    console.print(f"{entries} entries, {len(report.errors)} errors, {warnings} warnings.")


def _as_json(report: PackReport) -> dict[str, object]:
    return {
        "publishable": report.publishable,
        "entries": dict(report.counts),
        "problems": [_problem(fault) for fault in report.problems],
    }


def _problem(fault: PackProblem) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "code": fault.code,
        "severity": fault.severity.value,
        "message": fault.message.to_mapping(),
        "mend": fault.mend.to_mapping(),
    }


def _said(text: Text) -> str:
    return text.in_language(terminal_language())
