"""`tongban run` as a newcomer sees it: it comes up, finds its data again, and leaves nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tongban.site.postgres.binaries import in_wheel, on_machine
from tongban.site.postgres.record import read_record
from tongban.site.postgres.server import is_running
from tongban.site.supervisor.run import is_healthy
from tongban_node.attack.processes import free_port

pytestmark = [
    pytest.mark.skipif(
        on_machine() is None and in_wheel() is None,
        reason="no PostgreSQL here: apt-get install postgresql",
    ),
]

_PATIENCE_S = 120  # hanging is guarded against, slowness is not


@pytest.fixture
def home(open_folder):
    return open_folder / "data"


def started(home: Path, port: int) -> subprocess.Popen[str]:
    left_out = ("DATABASE_URL", "TONGBAN_SECRET_KEY", "PORT")
    return subprocess.Popen(
        [sys.executable, "-m", "tongban.site.cli", "run"],
        env={
            **{key: value for key, value in os.environ.items() if key not in left_out},
            "PYTHONPATH": str(settings.SRC.parent),
            "TONGBAN_DATA": str(home),
            "TONGBAN_PROFILE": "bare",
            "TONGBAN_WEB_PROCESSES": "1",
            "PORT": str(port),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextlib.contextmanager
def running(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = started(home, port)
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while not is_healthy(port):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, "not healthy in time"
            time.sleep(0.1)
        yield process, port
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(_PATIENCE_S)
        process.stdout.close()


def until_ready(process: subprocess.Popen[str]) -> list[str]:
    """What it prints up to the end of its banner."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "ready in" in line:
            break
    return lines


def children_of(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):  # it came and went
        return []
    direct = [int(each) for each in told]
    return direct + [grandchild for child in direct for grandchild in children_of(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
def test_it_comes_up_stops_whole_and_finds_its_data_again(home):
    with running(home) as (process, port):
        family = children_of(process.pid)
        assert len(family) >= 3
        cluster = read_record(home)
        with psycopg.connect(cluster.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
        assert any(f"http://127.0.0.1:{port}/" in line for line in until_ready(process))
        process.send_signal(signal.SIGINT)
        assert process.wait(_PATIENCE_S) == 0
    assert not is_healthy(port)
    assert not [pid for pid in family if is_alive(pid)]
    assert not is_running(cluster)

    key = (home / "secret_key").read_text()
    with running(home) as (process, _):
        with psycopg.connect(read_record(home).url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (42,)
        process.terminate()
        assert process.wait(_PATIENCE_S) == 0
    assert (home / "secret_key").read_text() == key
    assert (home / "secret_key").stat().st_mode & 0o077 == 0


@needs_proc
def test_the_death_of_a_child_is_noticed_and_everything_stops(home):
    with running(home) as (process, _):
        family = children_of(process.pid)
        worker = next(pid for pid in family if b"tongban.site.working" in _command_of(pid))
        os.kill(worker, signal.SIGKILL)
        told, _ = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 3
    assert "site.process_died" in told
    assert not [pid for pid in family if is_alive(pid)]
    assert not is_running(read_record(home))


def _command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@needs_proc
def test_children_leave_when_the_supervisor_is_killed_outright(home):
    with running(home) as (process, _):
        family = children_of(process.pid)
        process.kill()
        process.wait(_PATIENCE_S)
        deadline = time.monotonic() + _PATIENCE_S
        while any(is_alive(pid) for pid in family) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [pid for pid in family if is_alive(pid)]
    with running(home) as (process, _):  # the server left behind is taken over, then stopped
        process.terminate()
        process.wait(_PATIENCE_S)
    assert not is_running(read_record(home))


def test_a_taken_port_is_told_before_anything_else(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = started(home, taken.getsockname()[1])
        told, _ = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 3
    assert "site.port_taken" in told
    assert "Traceback" not in told
