"""``python -m tongban_node.attack --calls 10000 --json``: exit code 0 when every fault was refused
and logged, and no lawful call was.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path

from tongban_node.attack.campaign import campaign


def main() -> int:
    """Run the campaign in a throw-away folder and print what came of it."""
    parser = argparse.ArgumentParser(prog="tongban exchange attack")
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--suite", choices=["gm", "intl"], default="gm")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongban-attack-") as folder:
        figures = asyncio.run(campaign(Path(folder), chosen.calls, chosen.seed, chosen.suite))
    if chosen.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    else:
        for name, score in figures.pop("faults").items():
            sys.stdout.write(f"{name:34} {score['logged']:>6} logged of {score['calls']:>6}\n")
        sys.stdout.writelines(f"{key:>22}  {value}\n" for key, value in figures.items())
    return 0 if figures["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
