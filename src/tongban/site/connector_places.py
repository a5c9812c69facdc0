"""Where departments' own systems are and under which token: settings and files, never the pack."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from tongban_trust.keys.plain import kept_secret

DOORS_ENV = "TONGBAN_CONNECTORS"
_SECRET_ENV = "TONGBAN_CONNECTOR_SECRET_"  # noqa: S105  the beginning of its name


def connector_doors(data_dir: Path) -> Mapping[str, str]:
    """Addresses by connector: TONGBAN_CONNECTORS, a line "CODE URL" each, else the demo's own.

    The demo's is noted in the data directory, so that a command run beside the platform knows it.
    """
    said = os.environ.get(DOORS_ENV)
    if said is None:
        try:
            said = doors_note(data_dir).read_text("utf-8")
        except OSError:
            said = ""
    pairs = (line.split(maxsplit=1) for line in said.splitlines() if line.strip())
    return {pair[0]: pair[1].strip() for pair in pairs if len(pair) == 2}


def connector_token(data_dir: Path, name: str) -> str:
    """The token called ``name``: TONGBAN_CONNECTOR_SECRET_NAME, else the one kept in a file."""
    given = os.environ.get(_SECRET_ENV + name.upper().replace("-", "_"))
    return given or kept_secret(folder(data_dir) / f"{name}.token", new_token)


def doors_note(data_dir: Path) -> Path:
    """Where the platform notes the systems it started."""
    return folder(data_dir) / "started"


def folder(data_dir: Path) -> Path:
    """Where tokens and the note lie."""
    return data_dir / "connectors"


def new_token() -> str:
    """A fresh one."""
    return secrets.token_urlsafe(32)
