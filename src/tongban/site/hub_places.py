"""Where the demo's national hub lies and listens; known without Django."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from tongban_trust.keys.plain import kept_secret

CODE_ENV = "TONGBAN_PLATFORM_CODE"
OUR_CODE, OUR_NAME = "shili", "示例省"
_PREPARED = "member.prepared"


def hub_folder(data_dir: Path) -> Path:
    """The hub's own folder: its keys, receipts, and who its member is."""
    return data_dir / "hub"


def hub_port(data_dir: Path) -> int:
    """Its port, chosen once."""
    return int(kept_secret(hub_folder(data_dir) / "port", _free_port))


def hub_url(data_dir: Path) -> str:
    """Where it is reached."""
    return f"http://127.0.0.1:{hub_port(data_dir)}"


def note_member(data_dir: Path, spki: str, suite_name: str) -> None:
    """Tell the hub who its member is and under which suite it works, but for our port."""
    note = hub_folder(data_dir) / _PREPARED
    note.write_text(f"{OUR_CODE} {spki} {suite_name}\n", "utf-8")


def noted_member(data_dir: Path) -> tuple[str, str, str] | None:
    """Code, key and suite; None where no hub was prepared, or the deployment has its own code."""
    note = hub_folder(data_dir) / _PREPARED
    if os.environ.get(CODE_ENV) or not note.exists():
        return None
    code, spki, suite_name = note.read_text("utf-8").split()
    return code, spki, suite_name


def member_environment(data_dir: Path) -> Mapping[str, str]:
    """What web and worker need to take part as its member."""
    if noted_member(data_dir) is None:
        return {}
    return {CODE_ENV: OUR_CODE, "TONGBAN_PLATFORM_NAME": OUR_NAME}


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
