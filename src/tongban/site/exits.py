"""Exit codes, and how a refusal is told on a terminal."""

from __future__ import annotations

import json
import os
import sys
from enum import IntEnum
from typing import Any

from rich.console import Console
from rich.text import Text as RichText

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import EN, ZH, Text


class Exit(IntEnum):
    """What the shell sees."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNAVAILABLE = 3


class NotAvailable(Refusal):
    """Something the command needs is not there; nothing was changed."""

    def __init__(self, code: str, message: Text, mend: Text) -> None:
        super().__init__(code=code, message=message, mend=mend, kind=RefusalKind.UNAVAILABLE)


def terminal_language() -> str:
    """Chinese for a Chinese locale, else English."""
    names = (os.environ.get(name) for name in ("TONGBAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return ZH if chosen.lower().startswith("zh") else EN


def exit_code(refusal: Refusal) -> Exit:
    """3 when something is not available, else 1."""
    return Exit.UNAVAILABLE if refusal.kind is RefusalKind.UNAVAILABLE else Exit.REFUSED


def tell(refusal: Refusal, *, as_json: bool) -> None:
    """Print a refusal: JSON on standard output for machines, sentences on standard error else."""
    if as_json:
        sys.stdout.write(json.dumps(refusal_json(refusal), ensure_ascii=False) + "\n")
        return
    tag = terminal_language()
    console = Console(stderr=True, highlight=False)
    console.print(RichText(refusal.message.in_language(tag), style="bold red"))
    for problem in refusal.problems:
        line = f"  {problem.where}: {problem.message.in_language(tag)}"
        console.print(RichText(f"{line} → {problem.mend.in_language(tag)}"))
    console.print(RichText(f"→ {refusal.mend.in_language(tag)}"))
    console.print(RichText(f"  ({refusal.code})", style="dim"))


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """``{code, message, mend, problems}``, every language of each text."""
    return {
        "code": refusal.code,
        "message": refusal.message.to_mapping(),
        "mend": refusal.mend.to_mapping(),
        "problems": [
            {
                "where": problem.where,
                "code": problem.code,
                "message": problem.message.to_mapping(),
                "mend": problem.mend.to_mapping(),
            }
            for problem in refusal.problems
        ],
    }
