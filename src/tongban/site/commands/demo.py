"""`tongban demo`: the demo province's data."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from django.conf import settings
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tongban.site.demo.lives import live
from tongban.site.demo.loading import invented_people, make_people
from tongban.site.demo.sample import write_sample
from tongban.site.supervisor.demo_reset import reset_demo

app = typer.Typer(help="The demo province.", no_args_is_help=True)


@app.command()
def people(
    number: Annotated[int, typer.Option("--n", min=0, max=1_000_000, help="How many.")] = 200,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same people.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Put the sign-in cast and N invented people with firms on record; repeating adds none."""
    began = perf_counter()
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(*columns, disable=as_json) as progress:
        task = progress.add_task("people", total=number)
        made = make_people(
            number=number,
            seed=seed,
            now=datetime.now(UTC),
            on_progress=lambda done: progress.advance(task, done),
        )
    seconds = round(perf_counter() - began, 1)
    if as_json:
        typer.echo(json.dumps({**asdict(made), "seed": seed, "seconds": seconds}))
        return
    typer.echo(
        f"{made.people} people, {made.firms} firms, {made.register_rows} register rows, "
        f"{made.accounts} accounts to sign in with ({seconds} s)"
    )


@app.command()
def cases(
    number: Annotated[int, typer.Option("--n", min=0, max=100_000, help="How many.")] = 120,
    people_made: Annotated[
        int, typer.Option("--people", min=1, max=1_000_000, help="As `demo people --n` made them.")
    ] = 120,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same cases.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Let invented people apply and officers decide; the same seed adds none twice a day."""
    now = datetime.now(UTC)
    make_people(number=people_made, seed=seed, now=now)
    neighbours = invented_people(number=people_made, seed=seed, now=now)
    lived = live(people=neighbours, number=number, forgotten=3, seed=seed, now=now)
    if as_json:
        typer.echo(json.dumps(asdict(lived)))
        return
    typer.echo(
        f"{lived.sent} sent, {lived.decided} decided, {lived.forgotten} left lying, "
        f"{lived.refused} refused at the door; {lived.matters} matters begun, "
        f"{lived.matters_done} of them done"
    )


@app.command()
def certificate(
    out: Annotated[Path, typer.Option(help="The folder to write into; made when missing.")],
    address: Annotated[
        str, typer.Option(help="Where the platform is, for the QR code.")
    ] = "http://127.0.0.1:8000",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Write a sealed OFD and PDF, their QR code and the trust bundle, to try verifying with."""
    names = write_sample(out, address.rstrip("/"), datetime.now(UTC))
    typer.echo(json.dumps({"folder": str(out), "files": names}) if as_json else "\n".join(names))


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Throw ALL data away and publish the demo province afresh."""
    if not yes:
        typer.confirm("This deletes every case, person and file here. Go on?", abort=True)
    reset_demo(settings.DATA_DIR, settings.PACK_DIR)
    typer.echo("The demo province is as new.")
