"""What a node is told in ``node.toml``. Unknown or missing settings are refused, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tongban_wire.plain import Scalar


class ConfigWrong(ValueError):
    """The settings cannot be used; the message names every place."""


@dataclass(frozen=True, slots=True)
class Application:
    """A program of the agency that may ask through this node; its secret is kept as a digest."""

    name: str
    secret_sha256: str


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One resource and where its rows come from.

    ``columns`` maps the names of fields to those of the source; ``subject_column`` holds the
    number, ``scheme`` says which kind of number that is. ``options`` are the adapter's own.
    """

    resource: str
    kind: str
    scheme: str
    subject_column: str
    as_of_column: str
    columns: Mapping[str, str]
    options: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one node; folders are absolute. See ``EXAMPLE`` in the README."""

    id: str
    suite: str
    data: str
    keystore: str
    passphrase_env: str
    key: str
    log_key: str
    listen: str
    local_listen: str
    platform_url: str
    platform_keys: tuple[str, ...]
    witnesses: tuple[str, ...]
    poll_s: int
    anchor_ms: int
    least_free_mb: int
    keep_days: int
    most_waiting: int
    source_timeout_ms: int
    call_timeout_ms: int
    applications: tuple[Application, ...]
    sources: tuple[SourceSettings, ...]


_DEFAULTS: dict[str, Any] = {
    "suite": "gm",
    "keystore": "keys",
    "passphrase_env": "TONGBAN_NODE_PASSPHRASE",
    "key": "node",
    "log_key": "log",
    "local_listen": "",
    "witnesses": [],
    "poll_s": 4,
    "anchor_ms": 500,
    "least_free_mb": 256,
    "keep_days": 0,
    "most_waiting": 1024,
    "source_timeout_ms": 2000,
    "call_timeout_ms": 10_000,
    "applications": [],
    "sources": [],
}
_SOURCE_DEFAULTS: dict[str, Any] = {"as_of_column": "", "options": {}}


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; relative folders start at the file. ConfigWrong, OSError."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigWrong(f"{path} is no TOML: {error}") from error
    sources = said.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(each, dict) for each in sources):
        raise ConfigWrong(f"{path}: sources must be tables [[sources]]")
    filled = _DEFAULTS | said | {"sources": [_SOURCE_DEFAULTS | each for each in sources]}
    for folder in ("data", "keystore"):
        if isinstance(filled.get(folder), str):
            filled[folder] = str(path.parent.absolute() / filled[folder])
    try:
        found = msgspec.convert(filled, Settings)
    except msgspec.ValidationError as error:
        raise ConfigWrong(f"{path.name}: {error}") from error
    odd = _unknown(filled, msgspec.to_builtins(found), "")
    if odd:
        raise ConfigWrong(f"{path.name}: there is no setting {', '.join(odd)}")
    return found


def _unknown(said: object, taken: object, where: str) -> list[str]:
    """The names that were written and mean nothing."""
    if isinstance(said, dict) and isinstance(taken, dict):
        known = [name for name in said if name in taken]
        odd = [f"{where}{name}" for name in said if name not in taken]
        return odd + [o for n in known for o in _unknown(said[n], taken[n], f"{where}{n}.")]
    if isinstance(said, list) and isinstance(taken, list | tuple):
        pairs = zip(said, taken, strict=True)
        return [odd for one, other in pairs for odd in _unknown(one, other, where)]
    return []


def host_and_port(listen: str) -> tuple[str, int]:
    """``127.0.0.1:9301`` taken apart; ConfigWrong."""
    host, colon, port = listen.rpartition(":")
    if not (host and colon and port.isdecimal()):
        raise ConfigWrong(f"An address reads host:port, not {listen!r}")
    return host, int(port)
