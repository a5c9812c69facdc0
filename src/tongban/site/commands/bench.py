"""`tongban bench`: measure one thing on a throw-away database and print one JSON object."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Annotated, Any

import typer
from django.conf import settings

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.benching import bench_names, run_bench, throw_away_database


class NoSuchBench(Refusal):
    """The name is not that of a bench in this checkout."""

    def __init__(self, name: str) -> None:
        known = ", ".join(bench_names(settings.ROOT))
        super().__init__(
            code="site.no_such_bench",
            message=Text.of(f"没有名为 {name} 的基准。", f"There is no bench called {name}."),
            mend=Text.of(f"可用的有：{known}", f"There are: {known}"),
            kind=RefusalKind.NOT_FOUND,
        )


def register(root: typer.Typer) -> None:
    """Put the command on the root."""
    root.command()(bench)


def bench(
    name: Annotated[str, typer.Argument(help="Name of a module in bench/.")] = "",
    size: Annotated[int | None, typer.Option(help="How much; each bench has its default.")] = None,
    seed: Annotated[int, typer.Option(help="Generates the same data again.")] = 20260101,
    every: Annotated[bool, typer.Option("--all", help="Run all, one after another.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Run a bench (or --all) on a throw-away database; without a name, list them."""
    names = bench_names(settings.ROOT)
    if every:
        for each in names:
            _run_apart(each, size, seed, as_json=as_json)
    elif not name:
        typer.echo("\n".join(names))
    elif name not in names:
        raise NoSuchBench(name)
    else:
        with throw_away_database():
            _print(run_bench(settings.ROOT, name, size, seed), as_json=as_json)


def _run_apart(name: str, size: int | None, seed: int, *, as_json: bool) -> None:
    """In a process of its own, so that benches do not warm each other up."""
    options = ["--seed", str(seed), *(["--size", str(size)] if size else [])]
    command = [sys.executable, "-m", "tongban.site.cli", "bench", name, *options]
    done = subprocess.run(  # noqa: S603  ourselves, no shell
        [*command, *(["--json"] if as_json else [])], env=os.environ, check=False
    )
    if done.returncode:
        raise typer.Exit(done.returncode)


def _print(outcome: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(outcome, ensure_ascii=False, default=str))
        return
    for key, value in outcome.items():
        typer.echo(f"{key:>12}  {value}")
