"""The web process: granian serving Django as WSGI, on threads."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

from tongban.site.parent_watch import leave_with_parent

HOST = "127.0.0.1"
THREADS = 4


def default_port() -> int:
    """8000, or what PORT says."""
    return int(os.environ.get("PORT") or "8000")


def web_processes() -> int:
    """One per core up to four: Python serves one request at a time per process."""
    return int(os.environ.get("TONGBAN_WEB_PROCESSES") or min(os.cpu_count() or 1, 4))


def serve(*, host: str = HOST, port: int) -> None:
    """Serve until SIGINT or SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    leave_with_parent()
    with TemporaryDirectory(prefix="tongban-metrics-") as shared_counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared_counts
        _granian(host, port)


def _granian(host: str, port: int) -> None:
    Granian(
        "tongban.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=web_processes(),
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    serve(port=default_port())
