"""Where this checkout keeps what it makes; known before any setting is read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def data_directory() -> Path:
    """TONGBAN_DATA, else ``.data`` in the checkout."""
    return Path(os.environ.get("TONGBAN_DATA") or ROOT / ".data").resolve()


def keep_secret_key(data_dir: Path) -> None:
    """Make the data directory's secret key once, readable by us only."""
    kept = secret_key_path(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def secret_key(data_dir: Path) -> str:
    """TONGBAN_SECRET_KEY, else the kept one, else a fresh one that ends with this process."""
    given = os.environ.get("TONGBAN_SECRET_KEY")
    if given:
        return given
    kept = secret_key_path(data_dir)
    return kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(48)


def secret_key_path(data_dir: Path) -> Path:
    """Where it is kept."""
    return data_dir / "secret_key"


def witnesses_note(data_dir: Path) -> Path:
    """Where the platform notes the witnesses it started, for commands run beside it."""
    return data_dir / "witnesses" / "started"


def started_witnesses(data_dir: Path) -> str:
    """The ``URL KEY`` pairs of the witnesses the platform started last; none: empty."""
    try:
        return witnesses_note(data_dir).read_text("utf-8")
    except OSError:
        return ""
