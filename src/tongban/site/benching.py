"""Running a module of ``bench/`` on a database of its own."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from tongban.site.database import database_settings, url_of_database


def bench_names(root: Path) -> tuple[str, ...]:
    """Benches of this checkout by their command-line names."""
    return tuple(
        sorted(
            path.stem.replace("_", "-")
            for path in (root / "bench").glob("*.py")
            if not path.stem.startswith("_") and "def run(" in path.read_text(encoding="utf-8")
        )
    )


def run_bench(root: Path, name: str, size: int | None, seed: int) -> dict[str, Any]:
    """Call ``bench.<name>.run(size, seed)``."""
    sys.path.insert(0, str(root))
    module: Any = import_module(f"bench.{name.replace('-', '_')}")
    outcome: dict[str, Any] = module.run(size, seed)
    return outcome


@contextmanager
def throw_away_database() -> Iterator[str]:
    """A migrated, empty database beside ours and an empty data directory; both gone afterwards.

    DATABASE_URL and TONGBAN_DATA point there meanwhile, for programs the bench starts.
    """
    url = os.environ["DATABASE_URL"]
    name = f"tongban_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        with (
            tempfile.TemporaryDirectory(prefix="tongban-bench-") as folder,
            _pointing_at(url_of_database(url, name), Path(folder)) as own_url,
        ):
            call_command("migrate", verbosity=0, interactive=False)
            yield own_url
    finally:
        connections.close_all()
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


@contextmanager
def _pointing_at(url: str, data_dir: Path) -> Iterator[str]:
    before = {name: os.environ.get(name) for name in ("DATABASE_URL", "TONGBAN_DATA")}
    database = connections["default"].settings_dict
    kept = dict(database)
    places = {"DATA_DIR": data_dir, "BLOB_DIR": data_dir / "blobs", "LOG_WITNESSES": ""}
    kept_places = {name: getattr(settings, name) for name in places}
    connections.close_all()
    database.update(database_settings(url))
    for name, place in places.items():
        setattr(settings, name, place)
    os.environ.update(DATABASE_URL=url, TONGBAN_DATA=str(data_dir))
    try:
        yield url
    finally:
        connections.close_all()
        database.update(kept)
        for name, place in kept_places.items():
            setattr(settings, name, place)
        for name, text in before.items():
            os.environ.pop(name, None)
            if text is not None:
                os.environ[name] = text
