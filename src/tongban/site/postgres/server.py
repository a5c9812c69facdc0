"""Starting and stopping a cluster of our own. The last program that uses it stops it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql
from psycopg.errors import DuplicateDatabase, UniqueViolation

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.postgres.account import Account, named, unprivileged
from tongban.site.postgres.choice import choose_cluster, cluster_in
from tongban.site.postgres.record import DATABASE, USER, Cluster

_START_TIMEOUT_S = 60
_THROW_AWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class PostgresDidNotStart(Refusal):
    """The server was started and did not come up."""

    def __init__(self, log: Path) -> None:
        super().__init__(
            code="site.postgres_did_not_start",
            message=Text.of("PostgreSQL 没有启动成功。", "PostgreSQL did not start."),
            mend=Text.of(f"请看日志：{log}", f"Look at its log: {log}"),
            kind=RefusalKind.UNAVAILABLE,
        )


@contextmanager
def running_cluster(data_dir: Path) -> Iterator[Cluster]:
    """The chosen cluster, up and with our database in it, while the block runs.

    Several programs may be inside at once; whoever leaves last stops the server.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    cluster = choose_cluster(data_dir)
    with (data_dir / "cluster.users").open("w") as users:
        with _alone(data_dir):
            fcntl.flock(users, fcntl.LOCK_SH)
            start(cluster)
        try:
            ensure_database(cluster, DATABASE)
            yield cluster
        finally:
            with _alone(data_dir):
                if _is_last(users):
                    stop(cluster)


@contextmanager
def throw_away_cluster(connections: int = 80) -> Iterator[Cluster]:
    """A fresh cluster in a temporary directory, fast and unsafe, gone after the block."""
    home = Path(tempfile.mkdtemp(prefix="tongban-"))
    try:
        account = unprivileged()
        _own(home, account)
        cluster = cluster_in(home, account)
        start(cluster, options=(*_THROW_AWAY, "-c", f"max_connections={connections}"))
        try:
            ensure_database(cluster, DATABASE)
            yield cluster
        finally:
            stop(cluster, mode="immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def start(cluster: Cluster, *, options: Sequence[str] = ()) -> None:
    """Make the cluster if it is new, and start its server unless it runs."""
    account = named(cluster.run_as)
    data_dir, socket_dir = Path(cluster.data_dir), Path(cluster.socket_dir)
    for directory in (data_dir, socket_dir):
        _make_passable(directory.parent, account)
        directory.mkdir(mode=0o700, exist_ok=True)
        _own(directory, account)
    if not (data_dir / "PG_VERSION").exists():
        _make(cluster, account)
    if is_running(cluster):
        return
    log = data_dir / "server.log"
    settings = (
        *("-c", "listen_addresses=", "-c", f"unix_socket_directories={socket_dir}"),
        *("-c", f"port={cluster.port}", "-c", "max_connections=80", *options),
    )
    started = _call(
        cluster,
        account,
        "pg_ctl",
        *("start", "-w", "-t", str(_START_TIMEOUT_S), "-D", str(data_dir), "-l", str(log)),
        *("-o", " ".join(f"'{word}'" for word in settings)),
    )
    if started.returncode != 0:
        raise PostgresDidNotStart(log)


def stop(cluster: Cluster, *, mode: str = "fast") -> None:
    """Stop the server and wait for it; nothing happens when it is down."""
    _call(
        cluster,
        named(cluster.run_as),
        *("pg_ctl", "stop", "-w", "-m", mode, "-D", cluster.data_dir),
    )


def is_running(cluster: Cluster) -> bool:
    """Whether the server process is up."""
    status = _call(cluster, named(cluster.run_as), *("pg_ctl", "status", "-D", cluster.data_dir))
    return status.returncode == 0


def ensure_database(cluster: Cluster, name: str) -> None:
    """Create the database ``name`` unless it is there."""
    with psycopg.connect(cluster.url_of("postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            # Two commands at a first start both find it missing: one makes it for both.
            with suppress(DuplicateDatabase, UniqueViolation):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _make(cluster: Cluster, account: Account) -> None:
    arguments = ("-D", cluster.data_dir, "-U", USER, "-E", "UTF8", "--auth=trust", "-k")
    # C.UTF-8 sorts by code point everywhere; systems without it have C, which does the same.
    for locale in ("C.UTF-8", "C"):
        made = _call(cluster, account, "initdb", *arguments, f"--locale={locale}")
        if made.returncode == 0:
            return
    log = Path(cluster.data_dir) / "initdb.log"
    log.write_text(made.stdout + made.stderr)
    raise PostgresDidNotStart(log)


def _call(
    cluster: Cluster, account: Account, program: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    # pg_ctl's server inherits no pipe of ours, or reading its output would wait for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # noqa: S603  programs found by us, no shell
            [str(Path(cluster.binaries) / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cluster.data_dir,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_START_TIMEOUT_S * 3,
            check=False,
            **account.subprocess_options(),
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def _make_passable(directory: Path, account: Account) -> None:
    """Make what is missing so that ``account`` may pass through, whatever umask we run under."""
    for missing in reversed(
        [each for each in (directory, *directory.parents) if not each.exists()]
    ):
        missing.mkdir(exist_ok=True)
        if not account.is_ourselves:
            missing.chmod(missing.stat().st_mode | 0o111)


def _own(directory: Path, account: Account) -> None:
    if not account.is_ourselves:
        os.chown(directory, account.uid, account.gid)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Starting and stopping exclude each other."""
    with (data_dir / "cluster.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[Any]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
