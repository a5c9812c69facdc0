"""`tongban exchange`: who takes part, and whether it holds under attack and over time."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import timedelta
from enum import Enum
from typing import Annotated, NoReturn

import typer
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from tongban.exchange.api import NewNode, nodes, register_node, retire_node
from tongban.federation.api import reconcile_nodes
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal

app = typer.Typer(help="The data exchange between agencies.", no_args_is_help=True)
node = typer.Typer(help="Nodes that take part.", no_args_is_help=True)
app.add_typer(node, name="node")
_OPERATOR = Actor.system("cli")


@app.callback()
def exchange() -> None:
    """The data exchange between agencies."""


class SuiteName(Enum):
    """A crypto suite."""

    GM = "gm"
    INTL = "intl"


@app.command()
def attack(
    calls: Annotated[int, typer.Option(help="Broken calls, and as many lawful ones.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Makes the same calls again.")] = 1,
    suite: Annotated[SuiteName, typer.Option(help="Crypto suite of both nodes.")] = SuiteName.GM,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Attack two real nodes with one fault a call; exit 1 unless all are refused and logged."""
    options = ["--calls", str(calls), "--seed", str(seed), "--suite", suite.value]
    _become("tongban_node.attack", *options, *(["--json"] if as_json else []))


@app.command()
def soak(
    minutes: Annotated[float, typer.Option(help="How long.")] = 20,
    per_second: Annotated[int, typer.Option(help="Calls a second.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Two nodes at a steady load, from a checkout; exit 1 when memory grows or passes 150 MB."""
    options = ["--minutes", str(minutes), "--per-second", str(per_second)]
    _become("bench.faults.exchange_soak", *options, *(["--json"] if as_json else []))


@node.command("register")
def add(
    node_id: Annotated[str, typer.Argument(help="The node's id, as in its node.toml.")],
    agency: Annotated[str, typer.Option(help="Code of the agency it speaks for.")],
    url: Annotated[str, typer.Option(help="Where other nodes reach it.")],
    key: Annotated[list[str], typer.Option(help="Its key in hex, from `tongban node keys`.")],
    log_key: Annotated[str, typer.Option(help="Its log's key in hex; never changed.")],
    suite: Annotated[SuiteName, typer.Option(help="Crypto suite of its log.")] = SuiteName.GM,
    everybody: Annotated[bool, typer.Option(help="Also for agencies without a node.")] = False,
) -> None:
    """Let a node take part; the same again adds a new key or tells its new address."""
    new = NewNode(node_id, agency, url, log_key, tuple(key), suite.value, everybody)
    view = register_node(actor=_OPERATOR, new=new, now=timezone.now())
    typer.echo(f"{view.id} speaks for {view.agency_code} at {view.url}.")


@node.command()
def retire(node_id: str) -> None:
    """A node takes part no longer; its evidence stays."""
    retire_node(actor=_OPERATOR, node_id=node_id, now=timezone.now())
    typer.echo(f"{node_id} takes part no longer.")


@node.command("list")
def listing(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Every node, how current its policy and its evidence are."""
    found = nodes(_OPERATOR)
    if as_json:
        typer.echo(json.dumps([asdict(view) for view in found], default=str, ensure_ascii=False))
        return
    table = Table("node", "agency", "address", "policy", "asked last", "log", "refused")
    for view in found:
        asked = view.polled_at.isoformat(timespec="seconds") if view.polled_at else ""
        table.add_row(view.id, view.agency_code, view.url, str(view.sequence), asked,
                      str(view.log_size), view.log_refused)  # fmt: skip
    Console().print(table if found else "No node takes part yet.")


@app.command()
def reconcile(
    one: Annotated[str, typer.Argument(help="A node of this platform.")],
    other: Annotated[str, typer.Argument(help="Another one, here or of another platform.")],
    days: Annotated[int, typer.Option(min=1, max=31, help="How many days back.")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False,
) -> None:
    """Name each message that one node keeps and the other lacks; exit 1 when there are any."""
    until = timezone.now() - timedelta(minutes=1)
    since = until - timedelta(days=days)
    try:
        lacks = reconcile_nodes(actor=_OPERATOR, one=one, other=other, since=since, until=until)
    except Refusal as refusal:
        typer.echo(f"{refusal.message.en} {refusal.mend.en}", err=True)
        raise typer.Exit(2) from refusal
    if as_json:
        said = [{**asdict(each), "kind": each.kind.value} for each in lacks]
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        for each in lacks:
            typer.echo(f"{each.call} {each.kind.value}: {each.has} keeps it, {each.lacks} lacks it")
        typer.echo(f"{len(lacks)} messages stand on one side only.")
    if lacks:
        raise typer.Exit(1)


def _become(module: str, *options: str) -> NoReturn:
    """Replace this process: what is measured shares nothing with the platform."""
    os.execv(sys.executable, [sys.executable, "-m", module, *options])  # noqa: S606  ourselves
