"""Layers and cycles: import-linter runs the contracts of ``.importlinter``, all at once."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.house.violation import Violation

_RUN = "import sys; from importlinter.cli import lint_imports_command as run; run()"


def check(root: Path) -> list[Violation]:
    """What ``lint-imports`` says of the checkout, verbatim."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "--config", str(root / ".importlinter"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode == 0:
        return []
    said = (done.stdout + done.stderr).partition("Broken contracts")[2] or done.stdout + done.stderr
    mend = "Call downwards through <room>.api, or upwards by an outbox event or a port."
    return [Violation(".importlinter", f"import-linter says:\n{said.strip()}\n", mend)]


def check_contract(root: Path, order: Sequence[str]) -> list[Violation]:
    """The contract lists the same rooms in the same order as ``tongban.site.rooms``."""
    config = configparser.ConfigParser()
    config.read(root / ".importlinter", encoding="utf-8")
    listed = config["importlinter:contract:layers"]["layers"].split()
    if [room.strip("()") for room in listed] == list(order):
        return []
    return [
        Violation(
            ".importlinter",
            f"The layers {listed} are not the rooms of tongban.site.rooms.ORDER {list(order)}.",
            "Write the rooms in the same order in both files.",
        )
    ]
