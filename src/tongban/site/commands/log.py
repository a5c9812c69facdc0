"""`tongban log`: look at the evidence log, prove that it is whole, witness others' logs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from tongban.kernel.text import Text
from tongban.ledger.api import latest_checkpoint, log_identity, verify_log
from tongban.site.cli.exits import Exit, NotAvailable, terminal_language
from tongban.site.log_places import fetch_from, is_address
from tongban.site.witnessing import serve
from tongban_trust.tlog.audit import audit_log
from tongban_trust.tlog.note import BadNote, NoteKey, parse_key

app = typer.Typer(help="The evidence log.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for machines.")]


@app.command()
def verify(
    place: Annotated[
        str | None,
        typer.Argument(help="Directory or address of a log; without it the platform's own."),
    ] = None,
    checkpoint: Annotated[
        str | None, typer.Option(help="A checkpoint you kept; without it the log's newest.")
    ] = None,
    keys: Annotated[
        str | None, typer.Option(help="File of keys, one a line: the log's, its witnesses'.")
    ] = None,
    witnesses: Annotated[int, typer.Option(help="How many must have cosigned.")] = 0,
    hashes_only: Annotated[
        bool,
        typer.Option("--hashes-only", help="Read tiles only, no entries (always so on the web)."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Walk a whole log; exit 1 and name the first leaf that was altered, dropped or moved.

    With a place it needs no database and asks nobody but that place.
    """
    if place is None:
        _verify_own(as_json)
        return
    fetch = fetch_from(place)
    try:
        text = Path(checkpoint).read_text("utf-8") if checkpoint else _newest(fetch)
        known = _keys(Path(keys).read_text("utf-8") if keys else fetch("keys").decode())
    except (OSError, UnicodeDecodeError, BadNote) as error:
        raise _unreadable(str(error)) from None
    by_hashes = hashes_only or is_address(place)
    found = audit_log(text, known, fetch, witnesses_needed=witnesses, with_entries=not by_hashes)
    if not keys:
        typer.echo(
            Text.of(
                "注意：公钥取自日志本身，只能证明前后一致；请用 --keys 提供你信任的公钥。",
                "Note: the keys came with the log, so this proves that it agrees with itself, not"
                " whose it is. Give keys you trust with --keys.",
            ).in_language(terminal_language()),
            err=True,
        )
    message = Text.from_mapping(dict(found.message)) if found.message else None
    read = "by their hashes" if by_hashes else "read whole"
    good = f"The log holds: {found.size} leaves {read}, cosigned by {len(found.cosigned_by)}."
    _tell(asdict(found) | {"holds": found.holds}, message, good, found.held, as_json=as_json)


@app.command()
def head(as_json: AsJson = False) -> None:
    """Print the newest checkpoint; keep it elsewhere to verify against later."""
    now = latest_checkpoint()
    typer.echo(json.dumps(asdict(now)) if as_json else now.text or f"{now.origin}\n0", nl=as_json)


@app.command()
def keys(as_json: AsJson = False) -> None:
    """Print the keys to verify the log with: its own first, then its witnesses'."""
    identity = log_identity()
    lines = "\n".join((identity.key, *identity.witnesses))
    typer.echo(json.dumps(asdict(identity)) if as_json else lines)


@app.command()
def witness(
    config: Annotated[str, typer.Option(help="The witness' own file; see the handbook.")],
) -> None:
    """Watch logs and cosign their checkpoints while they only grow, until stopped."""
    serve(Path(config))


def _verify_own(as_json: bool) -> None:
    verdict = verify_log()
    told = asdict(verdict) | {"message": verdict.message and verdict.message.to_mapping()}
    good = f"The log holds: {verdict.size} leaves, {verdict.unsequenced} waiting.\n{verdict.root}"
    _tell(told, verdict.message, good, verdict.size, as_json=as_json)


def _tell(
    told: dict[str, Any], message: Text | None, good: str, held: int, *, as_json: bool
) -> None:
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif message is None:
        typer.echo(good)
    else:
        typer.echo(message.in_language(terminal_language()), err=True)
        typer.echo(f"{held} leaves before it hold.", err=True)
    if message is not None:
        raise typer.Exit(Exit.REFUSED)


def _newest(fetch: Any) -> str:
    try:
        return str(fetch("checkpoint.witnessed").decode())
    except OSError:
        return str(fetch("checkpoint").decode())


def _keys(text: str) -> list[NoteKey]:
    return [parse_key(line.strip()) for line in text.splitlines() if line.strip()]


def _unreadable(why: str) -> NotAvailable:
    return NotAvailable(
        "site.log_unreadable",
        Text.of(f"读不到日志的检查点或公钥：{why}", f"No checkpoint or keys to verify with: {why}"),
        Text.of(
            "检查目录或地址；公钥用 --keys 给出（tongban log keys 可打印）。",
            "Check the place; give the keys with --keys (tongban log keys prints them).",
        ),
    )
