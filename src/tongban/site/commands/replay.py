"""`tongban replay`: run a case again from what is kept, and say whether it comes out the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from tongban.cases.api import ReplayView, replay_case
from tongban.kernel.actor import Actor
from tongban.site.cli.exits import Exit

_ACTOR = Actor.system("cli")


def register(root: typer.Typer) -> None:
    """Put the command on the root."""
    root.command("replay")(replay)


def replay(
    case: Annotated[str, typer.Argument(help="Id or number of a case.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Run a case again: rules on their snapshot, events, flow; exit 1 when anything differs."""
    found = replay_case(_ACTOR, case, datetime.now(UTC))
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False))
    else:
        for name, told in _plain(found).items():
            typer.echo(f"{name}: {told}")
    if not found.same:
        raise typer.Exit(Exit.REFUSED)


def _plain(found: ReplayView) -> dict[str, str | int | bool | None]:
    return {
        "number": found.number,
        "state": found.state.value,
        "events": found.events,
        "states_agree": found.states_agree,
        "rules": found.rules,
        "table": found.table,
        "digest": found.digest,
        "flow": found.flow,
        "same": found.same,
    }
