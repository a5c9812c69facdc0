"""`tongban federation`: which platforms take part, and our snapshot for them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from tongban.federation.api import (
    NewPlatform,
    PlatformKind,
    fetch_snapshots,
    issue_snapshot,
    offer_all_items,
    platform_key,
    platforms,
    register_platform,
    retire_platform,
    simulate,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.site.exits import Exit

app = typer.Typer(help="Platforms as members and hubs of one another.", no_args_is_help=True)
_OPERATOR = Actor.system("cli")


@app.callback()
def federation() -> None:
    """Platforms as members and hubs of one another."""


@app.command()
def key() -> None:
    """Our code and the public key that signs our snapshots: what others register."""
    spki = platform_key(timezone.now()).public.spki.hex()
    typer.echo(json.dumps({"code": settings.PLATFORM_CODE, "spki": spki}))


@app.command()
def join(
    code: Annotated[str, typer.Argument(help="Code of the other platform.")],
    kind: Annotated[PlatformKind, typer.Option(help="What it is to this one.")],
    url: Annotated[str, typer.Option(help="Where it is reached.")],
    spki: Annotated[str, typer.Option(help="Its key in hex, from `tongban federation key`.")],
    name: Annotated[str, typer.Option(help="Its name in Chinese.")],
    name_en: Annotated[str, typer.Option(help="Its name in English; else the Chinese.")] = "",
) -> None:
    """Let a platform take part; the same again tells its new name or address."""
    new = NewPlatform(code, kind, Text.of(name, name_en or name), url, spki)
    register_platform(actor=_OPERATOR, new=new, now=timezone.now())
    typer.echo(f"{code}: {kind.value}")


@app.command()
def leave(code: Annotated[str, typer.Argument(help="Code of the other platform.")]) -> None:
    """A platform takes part no longer; what it told is forgotten."""
    retire_platform(actor=_OPERATOR, code=code, now=timezone.now())
    typer.echo(code)


@app.command()
def offer() -> None:
    """Look through the whole catalogue for what people elsewhere may apply for, and issue it."""
    offered = offer_all_items()
    typer.echo(json.dumps({"offered": offered, "sequence": issue_snapshot(timezone.now())}))


@app.command()
def fetch() -> None:
    """Ask the platforms that are due for their snapshot now; the worker does so by itself."""
    typer.echo(json.dumps({"new": fetch_snapshots(timezone.now())}))


@app.command("list")
def listing(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Every platform, the number of its snapshot and until when it holds."""
    found = platforms(_OPERATOR)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], default=str, ensure_ascii=False))
        return
    table = Table("code", "kind", "name", "sequence", "holds until", "refused")
    for each in found:
        until = each.expires_at.isoformat(timespec="seconds") if each.expires_at else "-"
        table.add_row(
            each.code,
            each.kind.value,
            each.name.zh,
            str(each.sequence),
            until,
            each.refused.zh if each.refused else "",
        )
    Console().print(table)


@app.command("simulate")
def simulation(
    members: Annotated[int, typer.Option(min=1, max=199, help="How many ask.")] = 78,
    offers: Annotated[int, typer.Option(min=0, max=1000, help="Items of each.")] = 50,
    period: Annotated[float, typer.Option(min=0.05, help="Seconds between askings.")] = 30,
    patience: Annotated[float, typer.Option(min=1, help="Seconds until giving up.")] = 300,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Send one change to simulated members over HTTP; exit 1 unless all have it in time."""
    found = simulate(
        members,
        offers,
        timedelta(seconds=period),
        timedelta(seconds=patience),
        settings.TRUST_SUITE,
    )
    said = asdict(found)
    typer.echo(json.dumps(said) if as_json else "\n".join(f"{key}: {said[key]}" for key in said))
    if found.reached < members:
        raise typer.Exit(Exit.REFUSED)
