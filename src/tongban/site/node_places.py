"""Where the demo's nodes lie, and the secrets and ports each keeps; known without Django."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from pathlib import Path

from tongban.site.hub_places import CODE_ENV, OUR_CODE
from tongban_trust.keys.plain import kept_secret

TEMPLATE = "node.toml.prepared"
PORTS = "ports"
PASSPHRASE_ENV = "TONGBAN_NODE_PASSPHRASE"  # noqa: S105  the name of it


def node_name(short: str) -> str:
    """A node's name and its folder's: what is named across platforms begins with its platform."""
    return f"{os.environ.get(CODE_ENV) or OUR_CODE}.{short}"


def hub_node() -> str:
    """The platform's own node, for agencies without one."""
    return node_name("platform")


def passphrase(data_dir: Path) -> str:
    """What the demo's nodes keep their keys under."""
    return _kept(data_dir, "passphrase")


def application_secret(data_dir: Path) -> str:
    """What the platform says at their local doors."""
    return _kept(data_dir, "application")


def secret_digest(data_dir: Path) -> str:
    """The digest of it, for ``node.toml``."""
    return hashlib.sha256(application_secret(data_dir).encode()).hexdigest()


def ports_of(folder: Path) -> tuple[int, int]:
    """The node's two ports, chosen once: others are told of the first."""
    said = kept_secret(folder / PORTS, lambda: f"{_free_port()} {_free_port()}").split()
    return int(said[0]), int(said[1])


def _kept(data_dir: Path, name: str) -> str:
    (data_dir / "nodes").mkdir(parents=True, exist_ok=True)
    return kept_secret(data_dir / "nodes" / name, lambda: secrets.token_urlsafe(32))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
