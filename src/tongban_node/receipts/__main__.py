"""``python -m tongban_node.receipts take --config node.toml --call ID`` takes one call out of a
node's evidence, also while it runs; ``verify FILES`` tells anybody what such files prove.

Exit codes: 0 done · 1 no such call, or a byte was changed · 2 used wrongly · 3 something it needs
is not there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tongban_node.config import ConfigWrong, read_settings
from tongban_node.node import open_keys, platform_keys
from tongban_node.receipts.taking import NoSuchCall, receipt_of
from tongban_node.receipts.verifying import verify_receipts
from tongban_trust.keys import DoorClosed, KeyRefused
from tongban_trust.tlog.note import BadNote, parse_key
from tongban_trust.whole_file import write_whole


def main(arguments: list[str] | None = None) -> int:
    """Take a receipt or verify some; the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return _take(chosen) if chosen.verb == "take" else _verify(chosen)
    except (ConfigWrong, KeyRefused, BadNote) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (DoorClosed, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tongban node receipt")
    verbs = parser.add_subparsers(dest="verb", required=True)
    taking = verbs.add_parser("take")
    taking.add_argument("--config", type=Path, required=True)
    taking.add_argument("--call", required=True)
    taking.add_argument("--out", type=Path)
    verifying = verbs.add_parser("verify")
    verifying.add_argument("files", type=Path, nargs="+")
    verifying.add_argument("--log-key", action="append", default=[])
    verifying.add_argument("--witness", action="append", default=[])
    return parser


def _take(chosen: argparse.Namespace) -> int:
    """Write the receipt of a call to a file of ours alone, or to standard output."""
    settings = read_settings(chosen.config)
    _, log_key = open_keys(settings)
    try:
        text = receipt_of(settings, log_key, platform_keys(settings), chosen.call) + "\n"
    except NoSuchCall as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if chosen.out is None:
        sys.stdout.write(text)
    else:
        write_whole(chosen.out.absolute(), text.encode())
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    whole, told = verify_receipts(
        chosen.files, chosen.log_key, [parse_key(each) for each in chosen.witness]
    )
    sys.stdout.writelines(f"{line}\n" for line in told)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
