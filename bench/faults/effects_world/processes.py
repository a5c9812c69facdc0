"""The processes that are killed: web, worker and three receivers, each on a port that stays."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from bench._serving import HOST, free_port, stop

RECEIVERS = {"notices": "sink", "registry": "sink", "payer": "payer"}
CHANNEL = "http-channel"


class World:
    """Web, worker and receivers; any may be killed, started again, or be given a full disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in ("web", *RECEIVERS)}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        url = {name: f"http://{HOST}:{port}" for name, port in self.ports.items()}
        self._callback = f"{url['web']}/api/v1/payments/channels/{CHANNEL}/callbacks"
        os.environ |= {
            "TONGBAN_RECEIVERS": f"notices {url['notices']}\nregistry {url['registry']}",
            "TONGBAN_PAYMENT_CHANNEL": url["payer"],
            "TONGBAN_RECEIVER_SECRET": token_hex(16),
        }

    def book(self, name: str) -> Path:
        """The book of a receiver."""
        return self.folder / f"{name}.jsonl"

    def start(self, name: str, skew_hours: float = 0.0) -> None:
        """Start one process; a receiver's clock is ``skew_hours`` astray."""
        if name in RECEIVERS:
            command = [
                "-m", f"bench.faults.effects_world.{RECEIVERS[name]}",
                "--port", str(self.ports[name]), "--book", str(self.book(name)),
                "--skew", str(skew_hours), "--callback", self._callback,
            ]  # fmt: skip
        else:
            port = ["--port", str(self.ports["web"])] if name == "web" else []
            command = ["-m", "tongban.site.cli", "serve" if name == "web" else name, *port]
        self.running[name] = subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children."""
        stop(self.running.pop(name), signal.SIGKILL)

    def stop_all(self) -> None:
        """Kill whatever runs."""
        for name in list(self.running):
            self.kill(name)

    def fill_disk(self, name: str, *, full: bool) -> None:
        """Let no file of the process grow (RLIMIT_FSIZE: writes fail with EFBIG), or again."""
        limit = 0 if full else resource.RLIM_INFINITY
        for pid in _group(self.running[name].pid):
            with suppress(ProcessLookupError, PermissionError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def wait_until_up(self, name: str, seconds: float = 300.0) -> None:
        """Until a process with a port listens."""
        import socket

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self.ports[name])) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{name} did not come up")


def _group(leader: int) -> list[int]:
    """Every process of a process group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if os.getpgid(int(entry.name)) == leader:
                    found.append(int(entry.name))
    return found
