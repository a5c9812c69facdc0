"""The demo's stand-in for a department's own system 国垂系统, started beside web and worker.

Another program with its own folder and port; nothing is started when a deployment names its own
systems in TONGBAN_CONNECTORS.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from tongban.site.connector_places import (
    DOORS_ENV,
    connector_token,
    doors_note,
    folder,
)
from tongban.site.supervisor.children import Children
from tongban_trust.keys.plain import kept_secret

CODE = "yancao-guochui"
_MODULE = "tongban.site.vertical_serving"
_PUSH_ENV = "VERTICAL_DEMO_PUSH"
_TOKEN_ENV = "VERTICAL_DEMO_TOKEN"  # noqa: S105  the name of it


def door_of_vertical(data_dir: Path) -> str:
    """The address of the demo's system, its port chosen once; noted for commands run beside."""
    if os.environ.get(DOORS_ENV) is not None:
        return ""
    url = f"http://127.0.0.1:{_port(data_dir)}"
    note = doors_note(data_dir)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(f"{CODE} {url}\n", "utf-8")
    connector_token(data_dir, CODE)
    return url


def start_vertical(children: Children, data_dir: Path, env: Mapping[str, str]) -> None:
    """Start it; the platform goes on without it, and its cases wait."""
    if not door_of_vertical(data_dir):
        return
    web = f"http://127.0.0.1:{env.get('PORT', '8000')}/api/v1/connectors/{CODE}/steps"
    told = {**env, _TOKEN_ENV: connector_token(data_dir, CODE), _PUSH_ENV: f"{web} {CODE}"}
    words = (str(folder(data_dir) / CODE), str(_port(data_dir)))
    children.start(f"system {CODE}", _MODULE, *words, env=told, essential=False)


def _port(data_dir: Path) -> int:
    return int(kept_secret(folder(data_dir) / "port", _free_port))


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
