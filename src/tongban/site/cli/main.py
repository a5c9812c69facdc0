"""Start of the command: prepare Django, find the command groups, run, tell refusals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer

from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.site.exits import Exit, NotAvailable, exit_code, tell
from tongban.site.places import data_directory, keep_secret_key
from tongban.site.postgres.server import running_cluster
from tongban.site.serving import default_port
from tongban.site.signals import Stop, signals_raise_stop
from tongban.site.starting import prepare
from tongban.site.supervisor.prepared import recall
from tongban.site.supervisor.run import run_everything

# typer carries its own copy of click; this is that copy's UsageError.
_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]
INTERRUPTED = 130
_WITHOUT_DATABASE = (
    ["node"],
    ["exchange", "attack"],
    ["exchange", "soak"],
    ["faults"],
    ["federation", "simulate"],
    ["oversight", "replay"],
)
_HELP = """Tongban 通办: the platform on which a government runs its services as one.

Exit codes: 0 done, 1 refused or problems found, 2 used wrongly, 3 something needed is missing.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the console script."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        return _execute(arguments)
    except Refusal as refusal:
        tell(refusal, as_json="--json" in arguments)
        return exit_code(refusal)


def _execute(arguments: list[str]) -> int:
    keep_secret_key(data_directory())
    try:
        if arguments[:3] == ["log", "witness", "--config"] and len(arguments) == 4:
            from tongban.site.witnessing import serve

            serve(Path(arguments[3]))  # a witness has neither database nor Django
            return Exit.DONE
        with signals_raise_stop(), _database(arguments):
            return Exit.DONE if _run_again(arguments) else _run_command(arguments)
    except Stop:
        return INTERRUPTED


@contextmanager
def _database(arguments: list[str]) -> Iterator[None]:
    """DATABASE_URL as given, else our own cluster, up for as long as the command runs."""
    is_help = not arguments or "--help" in arguments or "_TONGBAN_COMPLETE" in os.environ
    needs_none = any(arguments[: len(each)] == each for each in _WITHOUT_DATABASE)
    if os.environ.get("DATABASE_URL") or is_help or needs_none or _is_elsewhere(arguments):
        yield
        return
    with running_cluster(data_directory()) as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


def _is_elsewhere(arguments: list[str]) -> bool:
    """A log somewhere else, or a certificate with a bundle: what lies there and nothing else."""
    if arguments[:1] == ["verify"]:
        return any(word.partition("=")[0] == "--bundle" for word in arguments)
    return arguments[:2] == ["log", "verify"] and not all(
        word.startswith("-") for word in arguments[2:3]
    )


def _run_again(arguments: list[str]) -> bool:
    """``tongban run`` when the last start prepared everything: without importing Django here."""
    if arguments != ["run"]:
        return False
    prepared = recall(data_directory(), os.environ["DATABASE_URL"])
    if prepared is None:
        return False
    run_everything(default_port(), lambda _console: prepared)
    return True


def _run_command(arguments: list[str]) -> int:
    prepare()
    from django.db import OperationalError, ProgrammingError

    command = typer.main.get_command(build())
    try:
        outcome = command.main(args=arguments, prog_name="tongban", standalone_mode=False)
    except typer.Exit as done:
        return done.exit_code
    except _USAGE_ERROR as wrong:
        wrong.show()
        return Exit.USAGE
    except typer.Abort:
        return INTERRUPTED
    except OperationalError:
        raise _database_unavailable() from None
    except ProgrammingError as fault:
        if type(fault.__cause__).__name__ not in ("UndefinedTable", "UndefinedColumn"):
            raise
        raise _database_not_migrated() from None
    return outcome if isinstance(outcome, int) else Exit.DONE


def build() -> typer.Typer:
    """The root with every group of ``tongban.site.commands`` on it."""
    root = typer.Typer(help=_HELP, no_args_is_help=True, pretty_exceptions_enable=False)
    commands = import_module("tongban.site.commands")
    for found in sorted(iter_modules(commands.__path__), key=lambda module: module.name):
        module = import_module(f"tongban.site.commands.{found.name}")
        if hasattr(module, "register"):
            module.register(root)
        if hasattr(module, "app"):
            root.add_typer(module.app, name=found.name.replace("_", "-"))
    return root


def _database_unavailable() -> NotAvailable:
    return NotAvailable(
        "site.database_unavailable",
        Text.of("数据库没有应答。", "The database does not answer."),
        Text.of(
            "检查 DATABASE_URL，或用 tongban run 启动通办自带的数据库。",
            "Check DATABASE_URL, or start Tongban's own database with: tongban run",
        ),
    )


def _database_not_migrated() -> NotAvailable:
    return NotAvailable(
        "site.database_not_migrated",
        Text.of(
            "数据库的表结构不是这个版本的。", "The database's tables are not those of this version."
        ),
        Text.of("请运行 tongban migrate。", "Run: tongban migrate"),
    )
