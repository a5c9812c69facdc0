"""The cluster chosen at the first start, recorded so that the next start finds the same data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "tongban"
USER = "tongban"
_NO_CLUSTER_YET = "postgresql://127.0.0.1:5432/tongban"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL cluster of our own.

    ``source`` says where the binaries come from (``machine`` or ``wheel``), ``binaries`` is the
    directory of initdb and pg_ctl, ``major`` their version, ``run_as`` the account that runs the
    server (empty: ourselves), ``socket_dir`` a short path: Unix sockets allow 107 bytes.
    """

    source: str
    major: int
    binaries: str
    run_as: str
    data_dir: str
    socket_dir: str
    port: int = 5432

    @property
    def url(self) -> str:
        """DATABASE_URL of the platform's database in this cluster."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The same for another database in it."""
        return f"postgresql://{USER}@/{database}?host={quote(self.socket_dir)}&port={self.port}"


def record_path(data_dir: Path) -> Path:
    """Where the choice is kept."""
    return data_dir / "cluster.json"


def read_record(data_dir: Path) -> Cluster | None:
    """The recorded choice, or None before the first start."""
    path = record_path(data_dir)
    return Cluster(**json.loads(path.read_text())) if path.exists() else None


def write_record(data_dir: Path, cluster: Cluster) -> None:
    """Keep the choice."""
    data_dir.mkdir(parents=True, exist_ok=True)
    temporary = record_path(data_dir).with_suffix(".new")
    temporary.write_text(json.dumps(asdict(cluster), indent=2) + "\n")
    temporary.replace(record_path(data_dir))


def recorded_url(data_dir: Path) -> str:
    """DATABASE_URL of the recorded cluster; before the first start a local default."""
    cluster = read_record(data_dir)
    return cluster.url if cluster else _NO_CLUSTER_YET
