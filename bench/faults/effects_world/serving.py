"""What the demo receivers share: a small HTTP server that checks signatures, and a clock astray."""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_MOST = 1_048_576
_LONGEST_LINGER_S = 0.25
Answer = tuple[int, dict[str, Any]]


def asked() -> argparse.Namespace:
    """Port, book, hours by which the clock is wrong, where callbacks go."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--book", type=Path, required=True)
    parser.add_argument("--skew", type=float, default=0.0)
    parser.add_argument("--callback", default="")
    return parser.parse_args()


def clock(skew_hours: float) -> str:
    """Now, as this receiver believes."""
    return (datetime.now(UTC) + timedelta(hours=skew_hours)).isoformat()


def linger() -> None:
    """Take a moment between having done it and saying so: the moment in which people are killed."""
    time.sleep(random.uniform(0.0, _LONGEST_LINGER_S))


def sign(body: bytes) -> str:
    """HMAC-SHA256 with the secret shared with the platform."""
    secret = os.environ["TONGBAN_RECEIVER_SECRET"].encode()
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def serve(port: int, answer: Callable[[str, str, dict[str, Any]], Answer]) -> None:
    """Answer requests with ``answer(verb, path, body)``; a full disk is 507, a bad key 401."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(*self._checked(self.path.encode(), lambda: answer("GET", self.path, {})))

        def do_POST(self) -> None:
            body = self.rfile.read(min(int(self.headers.get("Content-Length", "0")), _MOST))
            self._reply(
                *self._checked(body, lambda: answer("POST", self.path, json.loads(body or b"{}")))
            )

        def log_message(self, *args: Any) -> None:
            del args

        def _checked(self, signed: bytes, go: Callable[[], Answer]) -> Answer:
            given = self.headers.get("X-Tongban-Signature", "")
            if not hmac.compare_digest(sign(signed), given):
                return 401, {}
            try:
                return go()
            except OSError:
                return 507, {}

        def _reply(self, status: int, said: dict[str, Any]) -> None:
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            del request, client_address  # the caller was killed: that is the point

    Server(("127.0.0.1", port), Handler).serve_forever()
