"""The web process and the worker as children, and a small HTTP client for the JSON API."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tongban_node.attack.processes import free_port

HOST = "127.0.0.1"


def start(command: str, *options: str) -> subprocess.Popen[bytes]:
    """``tongban <command>`` in a process group of its own, quiet."""
    env = os.environ | {"TONGBAN_SECRET_KEY": settings.SECRET_KEY}
    return subprocess.Popen(
        [sys.executable, "-m", "tongban.site.cli", command, *options],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], sign: int = signal.SIGTERM) -> None:
    """Signal the process and its children, and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, sign)
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)


def wait_until_up(port: int, seconds: float = 150.0) -> None:
    """Until the web process answers anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web process did not come up")


@dataclass(frozen=True, slots=True)
class Served:
    """Where the web listens, and the process groups by name."""

    port: int
    groups: dict[str, int]


@contextmanager
def serving(*, worker: bool = True) -> Iterator[Served]:
    """The web, with the worker beside unless told otherwise."""
    port = free_port()
    children = {"web": start("serve", "--port", str(port))}
    if worker:
        children["worker"] = start("worker")
    try:
        wait_until_up(port)
        yield Served(port, {name: child.pid for name, child in children.items()})
    finally:
        for child in children.values():
            stop(child)


def submit(
    connection: http.client.HTTPConnection, *, token: str, key: str, body: dict[str, Any]
) -> tuple[int, dict[str, Any]]:
    """POST one application; status and JSON answer."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": key,
        "Content-Type": "application/json",
    }
    connection.request("POST", "/api/v1/cases", json.dumps(body), headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read() or b"{}")
