"""`tongban keys`: the private keys of this deployment: see, check, make, rotate, destroy."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tongban.kernel.actor import Actor
from tongban.ledger.api import (
    check_keys,
    create_key,
    destroy_key_version,
    key_versions,
    rotate_key,
)
from tongban.seals.api import renew_seal_keys
from tongban.site.cli.exits import Exit
from tongban_trust.keys import KeyVersion
from tongban_trust.signing import Algorithm

app = typer.Typer(help="Private keys in custody.", no_args_is_help=True)
_OPERATOR = Actor.system("cli")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Name = Annotated[str, typer.Argument(help="Lower-case letters, digits, . - _")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List every key and version with its public half's id; private halves are never shown."""
    found = key_versions(_OPERATOR)
    if as_json:
        typer.echo(json.dumps([_as_json(version) for version in found]))
        return
    table = Table("key", "no.", "state", "algorithm", "made on")
    table.add_column("id of the public half", overflow="fold")
    for each in found:
        shown = _as_json(each)
        made_on = f"{each.made_at:%Y-%m-%d}"
        columns = (str(shown[name]) for name in ("name", "version", "state", "algorithm"))
        table.add_row(*columns, made_on, each.public.key_id)
    Console().print(table if found else "There are no keys yet.")


@app.command()
def check(as_json: AsJson = False) -> None:
    """Try the keys' place and every key, and say what is wrong; exit 1 when something is."""
    health = check_keys(_OPERATOR)
    if as_json:
        typer.echo(json.dumps(asdict(health), ensure_ascii=False))
    else:
        typer.echo(f"Keys: {health.place}")
        typer.echo(f"SM2: {health.sm2_backend or 'nothing here computes it'}")
        for each in health.demo_only:
            typer.echo(f"For demos only: {each}")
        for each in health.troubles:
            typer.echo(each, err=True)
        if not health.troubles:
            typer.echo("All is well.")
    if health.troubles:
        raise typer.Exit(Exit.REFUSED)


@app.command()
def create(
    name: Name,
    algorithm: Annotated[Algorithm, typer.Option(help="What it signs with.")] = Algorithm.SM2,
    as_json: AsJson = False,
) -> None:
    """Make a key; a repeat shows the standing one."""
    _show(
        create_key(actor=_OPERATOR, name=name, algorithm=algorithm, now=datetime.now(UTC)),
        as_json=as_json,
    )


@app.command()
def rotate(name: Name, as_json: AsJson = False) -> None:
    """Make a new version that signs from now on; old signatures stay verifiable."""
    _show(rotate_key(actor=_OPERATOR, name=name, now=datetime.now(UTC)), as_json=as_json)


@app.command()
def destroy(
    name: Name,
    version: Annotated[int, typer.Argument(help="A version that no longer signs.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget the private half of an old version for ever; its public half stays."""
    if not yes:
        typer.confirm(f"Forget the private half of version {version} of {name}?", abort=True)
    destroy_key_version(actor=_OPERATOR, name=name, version=version, now=datetime.now(UTC))
    typer.echo(f"Version {version} of {name} signs no more.")


@app.command("renew-seals")
def renew_seals() -> None:
    """Give agencies' seals whose keys lie in the database, or were rotated, new keys in custody."""
    renewed = renew_seal_keys(actor=_OPERATOR, now=datetime.now(UTC))
    typer.echo(f"{renewed} seals have new keys and certificates.")


def _show(version: KeyVersion, *, as_json: bool) -> None:
    shown = _as_json(version)
    typer.echo(
        json.dumps(shown)
        if as_json
        else f"Version {version.version} of {version.name} signs ({shown['key_id']})."
    )


def _as_json(version: KeyVersion) -> dict[str, Any]:
    return {
        "name": version.name,
        "version": version.version,
        "state": version.state.value,
        "algorithm": version.public.algorithm.value,
        "made_at": version.made_at.isoformat(timespec="seconds"),
        "key_id": version.public.key_id,
        "public": version.public.spki.hex(),
    }
