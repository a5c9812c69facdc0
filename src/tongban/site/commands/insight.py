"""`tongban insight`: figures computed from cases, for machines and terminals."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from tongban.insight.api import (
    ClimateView,
    ExceptionCount,
    FigureView,
    What,
    climate,
    exceptions,
    roll_up_day,
    roll_up_due,
)
from tongban.jurisdiction.api import local_date
from tongban.site.cli.exits import terminal_language

app = typer.Typer(help="Figures computed from cases.", no_args_is_help=True)
_MOST_RUNS = 20


@app.callback()
def _group() -> None:
    """A group even while it has one command."""


@app.command("climate")
def climate_(
    days: Annotated[int, typer.Option(min=1, max=366, help="Days up to today.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Business-climate indicators with each exception's cause; rolls up what is due and today."""
    now = datetime.now(UTC)
    roll_up_day(day=local_date(now), now=now)
    for _ in range(_MOST_RUNS):
        if not roll_up_due(now):
            break
    told = climate(now, days)
    found = [row for what in What for row in exceptions(what, now, days)]
    if as_json:
        typer.echo(json.dumps(_plain(told, found), ensure_ascii=False))
        return
    language = terminal_language()
    typer.echo(f"{told.since} – {told.until}: {told.closed}")
    for each in told.figures:
        value = each.figure.value if each.figure.value is not None else "–"
        typer.echo(f"{each.indicator.name.in_language(language)}: {value} ({each.figure.behind})")
    for row in found:
        said = row.why.label.in_language(language)
        typer.echo(f"  {row.count} × {row.item_code} {row.code} {said} {row.reference}".rstrip())


def _plain(told: ClimateView, found: list[ExceptionCount]) -> dict[str, Any]:
    return {
        "since": told.since.isoformat(),
        "until": told.until.isoformat(),
        "closed": told.closed,
        "figures": [_figure(each) for each in told.figures],
        "exceptions": [
            {
                "what": row.what.value,
                "item": row.item_code,
                "material": row.code,
                "cause": row.why.value,
                "reference": row.reference,
                "count": row.count,
            }
            for row in found
        ],
    }


def _figure(each: FigureView) -> dict[str, Any]:
    value, goal = each.figure.value, each.indicator.goal
    return {
        "code": each.indicator.code,
        "name": each.indicator.name.to_mapping(),
        "above": each.indicator.above.to_mapping(),
        "below": each.indicator.below.to_mapping(),
        "basis": str(each.indicator.basis),
        "unit": each.indicator.unit.value,
        "value": str(value) if value is not None else None,
        "behind": each.figure.behind,
        "goal": str(goal) if goal is not None else None,
        "met": each.figure.met,
    }
