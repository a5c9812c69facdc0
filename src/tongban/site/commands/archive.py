"""`tongban archive`: export the package of a closed case, and verify one."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tongban.cases.api import export_archive, verify_archive
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.site.cli.exits import Exit, NotAvailable, terminal_language

app = typer.Typer(help="Archive packages of closed cases.", no_args_is_help=True)
_ACTOR = Actor.system("cli")


@app.command()
def export(
    case: Annotated[str, typer.Argument(help="Id of a closed case.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
) -> None:
    """Write the package of a closed case: form, snapshot, rule trace, opinions, hashes."""
    out.write_bytes(export_archive(actor=_ACTOR, case_id=case, now=datetime.now(UTC)))
    typer.echo(out)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A package that was exported.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Check a package: hashes, events against evidence, rules run again; exit 1 on any problem."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotAvailable(
            "archive.file_unreadable",
            Text.of(str(error)),
            Text.of("请核对文件。", "Check the file."),
        ) from None
    found = verify_archive(_ACTOR, content)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
    else:
        typer.echo(f"{found.number} · {found.files}")
        for problem in found.problems:
            said = problem.message.in_language(terminal_language())
            typer.echo(f"✗ {problem.where}: {said}")
        typer.echo("✓" if not found.problems else f"✗ {len(found.problems)}")
    if found.problems:
        raise typer.Exit(Exit.REFUSED)
