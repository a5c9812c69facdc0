"""A running platform for the journeys: own database, own data directory, own port."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tongban.site.database import url_of_database
from tongban_node.attack.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 180


@dataclass(frozen=True)
class Town:
    """Where the platform answers, and its database."""

    url: str
    database_url: str
    environment: dict[str, str]


@contextmanager
def open_town(server_url: str, folder: Path) -> Iterator[Town]:
    """Create the database, publish the province, make its people, serve; all gone at the end."""
    name = f"tongban_town_{secrets.token_hex(4)}"
    _as_owner(server_url, "CREATE DATABASE {}", name)
    port = free_port()
    town = Town(
        f"http://127.0.0.1:{port}",
        url_of_database(server_url, name),
        _environment(url_of_database(server_url, name), folder, port),
    )
    try:
        _build(town)
        with _served(town):
            yield town
    finally:
        _as_owner(server_url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _build(town: Town) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.build_town"],
        cwd=ROOT, env=town.environment, capture_output=True, text=True, timeout=_PATIENCE_S,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def beside(town: Town, **environment: str) -> Iterator[str]:
    """The address of a second server of the same town, told something else."""
    port = free_port()
    env = {**town.environment, "PORT": str(port), **environment}
    other = Town(f"http://127.0.0.1:{port}", town.database_url, env)
    with _served(other):
        yield other.url


@contextmanager
def _served(town: Town) -> Iterator[None]:
    program = [sys.executable, "-m", "tongban.site.cli", "serve"]
    with subprocess.Popen(
        program, cwd=ROOT, env=town.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            _wait_until_it_answers(town.url + "/help", server)
            yield
        finally:
            server.terminate()
            server.communicate(timeout=60)


def _wait_until_it_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if server.poll() is not None:
            raise AssertionError(f"The server stopped with code {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("The server did not answer in time")


def _environment(database_url: str, folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "TONGBAN_DATA": str(folder),
        "PORT": str(port),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "tongban.site.settings",
        "TONGBAN_WEB_PROCESSES": "1",
        "TONGBAN_LOG_LEVEL": "ERROR",
        "TONGBAN_PLATFORM_CODE": "shili",
    }


def _as_owner(server_url: str, statement: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))
