"""The demo's department system as its own process, and the worker's part done on demand."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.town import ROOT, Town
from tongban_node.attack.processes import free_port

CODE = "yancao-guochui"
_TOKEN = "journey-token"
_WORKER = """
import sys, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from tongban.connectors.api import keep_going
from tongban.jobs.api import drain
from tongban.site.wiring import wire
wire()
for turn, _ in enumerate(sys.stdin, start=1):
    now = timezone.now() + timedelta(seconds=4 * turn)  # later each time than it asks anew
    drain(now)
    keep_going(now)
    drain(now)
    print("done", flush=True)
"""


@dataclass
class Vertical:
    """Their system: started and stopped; its folder stays."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        program = [sys.executable, "-m", "tongban_vertical_demo", str(self.folder), str(self.port)]
        env = {"VERTICAL_DEMO_TOKEN": _TOKEN, "PYTHONPATH": str(ROOT / "src")}
        self.process = subprocess.Popen(program, cwd=ROOT, env=env)
        for _ in range(600):
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError("their system did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None


class Worker:
    """One process that does what the worker does each time it is told to."""

    def __init__(self, town: Town) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WORKER], cwd=ROOT, env=town.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def runs(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def stop(self) -> None:
        self._process.communicate(timeout=60)


@contextmanager
def connected(town: Town, folder: Path) -> Iterator[tuple[Vertical, Worker]]:
    """Their system, running, and a worker that knows where it is."""
    vertical = Vertical(folder, free_port())
    kept = Path(town.environment["TONGBAN_DATA"]) / "connectors"
    kept.mkdir(exist_ok=True)
    (kept / "started").write_text(f"{CODE} {vertical.url}\n", "utf-8")
    (kept / f"{CODE}.token").write_text(_TOKEN, "ascii")
    worker = Worker(town)
    vertical.start()
    try:
        yield vertical, worker
    finally:
        worker.stop()
        vertical.stop()
        (kept / "started").unlink()
