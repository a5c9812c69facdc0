"""The witness process 见证方: HTTP around ``tongban_trust.tlog.witness``, small and without Django.

Its file says who it is and what it watches; paths are beside the file::

    name = "witness.example/one"
    suite = "gm"               # gm or intl: the kind of its own key
    listen = "127.0.0.1:8101"
    key = "witness.key"        # made at the first start, with witness.key.public beside it
    state = "seen.json"
    logs = ["log.example/1a2b3c4d+…+…"]   # as `tongban log keys` prints them
"""

from __future__ import annotations

import sys
import threading
import time
import tomllib
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tongban.kernel.text import Text
from tongban.site.exits import NotAvailable
from tongban.site.parent_watch import leave_with_parent
from tongban.site.signals import Stop, signals_raise_stop
from tongban_trust.keys.plain import kept_secret
from tongban_trust.signing import SoftKey, algorithm_of, generate_key, suite_name_of
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey, parse_key
from tongban_trust.tlog.witness import Watched, Witness
from tongban_trust.tlog.witness_wire import MOST_BYTES, answer_to

_MOST_CALLERS = 16
_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class WitnessPlan:
    """A witness' file, read: where it listens, its key, its state, the logs it watches."""

    name: str
    host: str
    port: int
    key: SoftKey
    state: Path
    logs: tuple[NoteKey, ...]

    @property
    def public(self) -> NoteKey:
        """What others verify its cosignatures with."""
        return NoteKey(self.name, self.key.public, witness=True)


def read_plan(config: Path) -> WitnessPlan:
    """Read the file and make the key when there is none. ValueError or KeyError says what is
    wrong with it, OSError that it cannot be read.
    """
    said = tomllib.loads(config.read_text("utf-8"))
    host, _, port = said["listen"].rpartition(":")
    algorithm = algorithm_of(said["suite"])
    path = config.parent / said["key"]
    secret = kept_secret(path, lambda: generate_key(algorithm).secret.hex())
    plan = WitnessPlan(
        said["name"], host, int(port), SoftKey(algorithm, bytes.fromhex(secret)),
        config.parent / said["state"], tuple(map(parse_key, said["logs"])),
    )  # fmt: skip
    path.with_name(path.name + ".public").write_text(plan.public.line + "\n")
    return plan


def serve(config: Path, port: int | None = None) -> None:
    """Answer until SIGINT or SIGTERM; ``port`` instead of the file's. The state is durable before
    an answer leaves. Refuses with NotAvailable when the file, key or state cannot be used.
    """
    leave_with_parent()
    try:
        plan = read_plan(config)
        witness = Witness(plan.name, plan.key, _watched(plan), plan.state)
    except (OSError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise _unusable(config, repr(error)) from error
    with _Server((plan.host, plan.port if port is None else port), witness) as server:
        try:
            with signals_raise_stop():
                sys.stdout.write(f"{plan.public.line} on {server.server_address[1]}\n")
                sys.stdout.flush()
                server.serve_forever(poll_interval=0.2)
        except Stop:
            return


def _watched(plan: WitnessPlan) -> dict[str, Watched]:
    return {key.name: Watched(key, suite(suite_name_of(key.public.algorithm))) for key in plan.logs}


def _unusable(config: Path, why: str) -> NotAvailable:
    return NotAvailable(
        "site.witness_unusable",
        Text.of(
            f"见证方的配置 {config}、密钥或状态（seen.json 等）不可用：{why}",
            f"The witness' file {config}, its key or its state (such as seen.json) cannot be"
            f" used: {why}",
        ),
        Text.of(
            "请按手册改正配置；状态文件从备份恢复，不要删除，也不要改回旧的。",
            "Mend the file as the handbook says. Restore the state from its backup; never delete"
            " it or set it back.",
        ),
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = _MOST_CALLERS

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        super().__init__(address, _Handler)
        self.witness = witness
        self._places = threading.BoundedSemaphore(_MOST_CALLERS)

    def process_request(self, request: Any, client_address: Any) -> None:
        """One thread a caller, sixteen at most; who comes beyond that is hung up on."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve, then give the place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


class _Handler(BaseHTTPRequestHandler):
    timeout = _TIMEOUT_S
    server: _Server

    def do_POST(self) -> None:
        """``/add-checkpoint`` and nothing else."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._answer(404, "text/plain", b"no such address\n")
        elif not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            self._answer(413, "text/plain", b"a request has a length of 64 KiB at most\n")
        else:
            body = self.rfile.read(int(length))
            self._answer(*answer_to(self.server.witness, body, int(time.time())))

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Quiet: what was cosigned is in the state file."""


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
