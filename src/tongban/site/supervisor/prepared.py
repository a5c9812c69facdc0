"""What the last start prepared, remembered so that the next one need not look again.

Preparing means importing the whole platform, which takes longer than everything else of a second
start. While no file of the program or the packs changed and the database is the same one, the
supervisor leaves it to its children.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from tongban.kernel.text import Text
from tongban.site.places import ROOT

_FOLDERS = ("src", "packs")
_MIGRATIONS = "SELECT count(*) FROM django_migrations"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A line of the banner: whom to sign in as, and what to try."""

    label: Text
    role: Text


@dataclass(frozen=True, slots=True)
class Prepared:
    """Tables, static files and demo province stand; these people live there."""

    sign_ins: tuple[SignIn, ...]


def remember(data_dir: Path, prepared: Prepared, url: str) -> None:
    """Keep it, with what it depends on."""
    body = {
        "depends_on": _depends_on(url),
        "migrations": _migrations(url),
        "sign_ins": [asdict(each) for each in prepared.sign_ins],
    }
    _path(data_dir).write_text(json.dumps(body, ensure_ascii=False))


def forget(data_dir: Path) -> None:
    """The next start looks again."""
    _path(data_dir).unlink(missing_ok=True)


def recall(data_dir: Path, url: str) -> Prepared | None:
    """What was remembered, unless anything it depends on is different now."""
    try:
        body = json.loads(_path(data_dir).read_text())
        is_same = (body["depends_on"], body["migrations"]) == (_depends_on(url), _migrations(url))
        sign_ins = tuple(
            SignIn(_text(each["label"]), _text(each["role"])) for each in body["sign_ins"]
        )
    except (FileNotFoundError, ValueError, KeyError, psycopg.Error):
        return None
    return Prepared(sign_ins) if is_same else None


def _text(kept: dict[str, list[list[str]]]) -> Text:
    return Text(tuple((tag, words) for tag, words in kept["entries"]))


def _migrations(url: str) -> int:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(_MIGRATIONS).fetchone()
    return int(row[0]) if row else 0


def _depends_on(url: str) -> str:
    digest = hashlib.sha256(f"{sys.version} {url} {os.environ.get('TONGBAN_PROFILE')}".encode())
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".mo"):
                found = path.stat()
                digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _path(data_dir: Path) -> Path:
    return data_dir / "prepared.json"
