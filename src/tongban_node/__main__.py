"""``python -m tongban_node run --config node.toml`` starts a node; ``check`` asks its sources,
``keys`` makes its keys where there are none and prints their public halves.

Exit codes: 0 done · 1 problems were found · 2 used wrongly · 3 something it needs is not there.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tongban_node.config import ConfigWrong, Settings, read_settings
from tongban_node.node import Node, make_keys, open_keys
from tongban_trust.keys import DoorClosed, KeyRefused
from tongban_trust.tlog.store import LogBroken

_SWITCH_S = 0.001
uvloop: Any = import_module("uvloop") if find_spec("uvloop") else None


def main(arguments: list[str] | None = None) -> int:
    """Run a node, check it, or make its keys; the exit code."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = read_settings(chosen.config)
        if chosen.verb == "keys":
            return _tell_keys(settings)
        node = Node(settings, *open_keys(settings))
        with asyncio.Runner(loop_factory=uvloop.new_event_loop if uvloop else None) as runner:
            return runner.run(_run(node, settings) if chosen.verb == "run" else _check(node))
    except (ConfigWrong, KeyRefused, DoorClosed, LogBroken, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, ConfigWrong | KeyRefused) else 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tongban node")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("run", "check", "keys"):
        verbs.add_parser(verb).add_argument("--config", type=Path, required=True)
    return parser


def _tell_keys(settings: Settings) -> int:
    """Make what is missing and print the public halves, for the platform."""
    for name, public in make_keys(settings).items():
        sys.stdout.write(f"{name} {public.key_id} {public.spki.hex()}\n")
    return 0


async def _run(node: Node, settings: Settings) -> int:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await node.start()
    logging.getLogger(__name__).info("node %s listens on %s", settings.id, settings.listen)
    # What a node allocates is short-lived: collecting seldom halves what collecting costs.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    # Threads that wait for the disk or verify take over for moments only, and soon.
    sys.setswitchinterval(_SWITCH_S)
    await stopped.wait()
    await node.stop()
    return 0


async def _check(node: Node) -> int:
    problems = await node.check()
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    await node.stop()
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
