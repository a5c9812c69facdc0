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


def doors_of_nodes(data_dir: Path) -> Mapping[str, str]:
    """What web and worker need in their environment to ask through those prepared, started or not.

    Nothing when a deployment names its own in TONGBAN_EXCHANGE_NODES.
    """
    folders = _prepared(data_dir)
    if not folders:
        return {}
    doors = (f"{each.name} http://127.0.0.1:{ports_of(each)[1]}" for each in folders)
    return {
        "TONGBAN_EXCHANGE_NODES": "\n".join(doors),
        "TONGBAN_EXCHANGE_SECRET": application_secret(data_dir),
    }


def start_nodes(children: Children, data_dir: Path, port: int, env: Mapping[str, str]) -> None:
    """Start those prepared. ``port`` is the platform's, which has to answer for their policy.

    Behind the platform: a form opened before a node is there asks the person, and says why.
    """
    folders = _prepared(data_dir)
    if not folders:
        return
    told = {**env, PASSPHRASE_ENV: passphrase(data_dir)}
    for folder in folders:
        text = (folder / TEMPLATE).read_text("utf-8").replace("@PORT@", str(port))
        config = folder / "node.toml"
        config.write_text(text, "utf-8")
        children.start(f"node {folder.name}", _MODULE, str(config), env=told, essential=False)


def _prepared(data_dir: Path) -> list[Path]:
    if os.environ.get("TONGBAN_EXCHANGE_NODES"):
        return []
    return sorted(each.parent for each in (data_dir / "nodes").glob(f"*/{TEMPLATE}"))
