"""What a node is told in ``node.toml``. Unknown or missing settings are refused, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from tongban_wire.plain import Scalar


class ConfigWrong(ValueError):
    """The settings cannot be used; the message names every place."""


@dataclass(frozen=True, slots=True)
class Application:
    """A program of the agency that may ask through this node; its secret is kept as a digest."""

    name: str
    secret_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One resource and where its rows come from.

    ``columns`` maps the names of fields to those of the source; ``subject_column`` holds the
    number, ``scheme`` says which kind of number that is. ``options`` are the adapter's own.
    """

    resource: str
    kind: str
    scheme: str
    subject_column: str
    as_of_column: str = ""
    columns: Mapping[str, str]
    options: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one node; folders are absolute. The README says what each is for."""

    id: str
    suite: str = "gm"
    data: str
    keystore: str = "keys"
    passphrase_env: str = "TONGBAN_NODE_PASSPHRASE"  # noqa: S105  where it is, not what
    key: str = "node"
    log_key: str = "log"
    listen: str
    local_listen: str = ""
    platform_url: str
    platform_keys: tuple[str, ...]
    witnesses: tuple[str, ...] = ()
    poll_s: int = 4
    anchor_ms: int = 500
    least_free_mb: int = 256
    keep_days: int = 0
    most_waiting: int = 1024
    source_timeout_ms: int = 2000
    call_timeout_ms: int = 10_000
    applications: tuple[Application, ...] = ()
    sources: tuple[SourceSettings, ...] = ()


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; relative folders start at the file. ConfigWrong, OSError."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        found = msgspec.convert(said, Settings)
    except tomllib.TOMLDecodeError as error:
        raise ConfigWrong(f"{path} is no TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigWrong(f"{path.name}: {error}") from error
    if odd := list(_unknown(said, msgspec.to_builtins(found))):
        raise ConfigWrong(f"{path.name}: there is no setting {', '.join(odd)}")
    here = path.parent.absolute()
    return replace(found, data=str(here / found.data), keystore=str(here / found.keystore))


def _unknown(said: object, taken: object, where: str = "") -> Iterator[str]:
    """The names that were written and mean nothing."""
    if isinstance(said, dict) and isinstance(taken, dict):
        for name, value in said.items():
            if name in taken:
                yield from _unknown(value, taken[name], f"{where}{name}.")
            else:
                yield f"{where}{name}"
    elif isinstance(said, list) and isinstance(taken, list | tuple):
        for one, other in zip(said, taken, strict=True):
            yield from _unknown(one, other, where)


def host_and_port(listen: str) -> tuple[str, int]:
    """``127.0.0.1:9301`` taken apart; ConfigWrong."""
    host, colon, port = listen.rpartition(":")
    if not (host and colon and port.isdecimal()):
        raise ConfigWrong(f"An address reads host:port, not {listen!r}")
    return host, int(port)
