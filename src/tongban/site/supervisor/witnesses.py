"""The demo's two witnesses, started beside web and worker; a log has its own elsewhere in earnest.

Prepared with the tables (that knows the log's name and key), started without Django.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from tongban.site.places import witnesses_note
from tongban.site.supervisor.children import Children

_NAMES = ("one", "two")
_CONFIG, _PUBLIC = "witness.toml", "witness.key.public"
_MODULE = "tongban.site.witnessing"


def prepare_witnesses(data_dir: Path, log_key: str, suite: str) -> None:
    """Write each witness' file; its key and what it has seen stay as they are."""
    from tongban.site.witnessing import read_plan

    for name in _NAMES:
        folder = data_dir / "witnesses" / name
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / _CONFIG
        config.write_text(
            f'name = "witness.tongban.example/{name}"\nsuite = "{suite}"\n'
            'listen = "127.0.0.1:0"\nkey = "witness.key"\nstate = "seen.json"\n'
            f'logs = ["{log_key}"]\n',
            "utf-8",
        )
        read_plan(config)


def start_witnesses(
    children: Children, data_dir: Path, env: Mapping[str, str]
) -> Mapping[str, str]:
    """Start those prepared; what web and worker need in their environment to ask them.

    Noted in the data directory too, so that a command run beside the platform knows them.
    Nothing when a deployment names its own in TONGBAN_WITNESSES.
    """
    if os.environ.get("TONGBAN_WITNESSES"):
        return {}
    pairs = []
    for name in _NAMES:
        folder = data_dir / "witnesses" / name
        if not (folder / _PUBLIC).exists():
            continue
        port = _free_port()
        words = (str(folder / _CONFIG), str(port))
        children.start(f"witness {name}", _MODULE, *words, env=env, essential=False)
        pairs.append(f"http://127.0.0.1:{port} {(folder / _PUBLIC).read_text().strip()}")
    if not pairs:
        return {}
    witnesses_note(data_dir).write_text("\n".join(pairs), "utf-8")
    return {"TONGBAN_WITNESSES": "\n".join(pairs)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
