"""The demo's nodes, started beside web and worker: one for each agency that shares, one for us.

Prepared with the tables (that knows resources, people and keys), started without Django.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tongban.site.node_places import (
    PASSPHRASE_ENV,
    TEMPLATE,
    application_secret,
    passphrase,
    ports_of,
)
from tongban.site.supervisor.children import Children

_MODULE = "tongban.site.node_serving"


def start_nodes(
    children: Children, data_dir: Path, port: int, env: Mapping[str, str]
) -> Mapping[str, str]:
    """Start those prepared; what web and worker need in their environment to ask through them.

    ``port`` is the platform's. Nothing when a deployment names its own in TONGBAN_EXCHANGE_NODES.
    """
    folders = sorted((data_dir / "nodes").glob(f"*/{TEMPLATE}"))
    if os.environ.get("TONGBAN_EXCHANGE_NODES") or not folders:
        return {}
    told = {**env, PASSPHRASE_ENV: passphrase(data_dir)}
    doors = []
    for prepared in folders:
        folder = prepared.parent
        text = prepared.read_text("utf-8").replace("@PORT@", str(port))
        (folder / "node.toml").write_text(text, "utf-8")
        name = f"node {folder.name}"
        children.start(name, _MODULE, str(folder / "node.toml"), env=told, essential=False)
        doors.append(f"{folder.name} http://127.0.0.1:{ports_of(folder)[1]}")
    return {
        "TONGBAN_EXCHANGE_NODES": "\n".join(doors),
        "TONGBAN_EXCHANGE_SECRET": application_secret(data_dir),
    }
