"""Its HTTP door: JSON with a token for other systems, one plain page for its own clerks."""

from __future__ import annotations

import hmac
import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tongban_vertical_demo import vocabulary as v
from tongban_vertical_demo.page import page
from tongban_vertical_demo.pushing import Pusher
from tongban_vertical_demo.register import NotTaken, Register

_MOST_BYTES = v.MOST_FILE_BYTES + 1024
_MOST_NUMBERS = 200


class Server(ThreadingHTTPServer):
    """The running system: its register, the token others show, the word its own forms carry.

    With a ``pusher`` it tells of each step its clerks take.
    """

    daemon_threads = True

    def __init__(
        self, port: int, register: Register, token: str, pusher: Pusher | None = None
    ) -> None:
        super().__init__(("127.0.0.1", port), Door)
        self.register = register
        self.token = token
        self.pusher = pusher
        self.form_word = secrets.token_urlsafe(16)


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    server_version = "vertical-demo"

    def do_GET(self) -> None:
        """What it is (for connectors), or the page of its clerks."""
        if self.path == "/":
            self._html(page(self.server.register.applications(), self.server.form_word))
        elif self.path == "/jk/xt":
            self._answer_to_others(lambda _: _about())
        else:
            self._json(404, {"jg": "0", "cw": ["没有这个地址"]})

    def do_PUT(self) -> None:
        """A file under its digest."""
        digest = self.path.removeprefix("/jk/fj/")

        def keep(body: bytes) -> dict[str, Any]:
            self.server.register.attach(digest, body)
            return {}

        self._answer_to_others(keep)

    def do_POST(self) -> None:
        """A message of another system, or a button of its clerks."""
        if self.path == "/ban":
            self._button()
            return
        register = self.server.register
        verbs = {
            "/jk/sq": lambda m: register.submit(m["wbdh"], m["zd"], m["fj"]),
            "/jk/bz": lambda m: register.supplement(m["wbdh"], m["sqbh"], m["zd"], m["fj"]),
            "/jk/cj": lambda m: register.take_back(m["wbdh"], m["sqbh"]),
            "/jk/jd": lambda m: _progress(register, m["sqbh"]),
        }
        verb = verbs.get(self.path)
        if verb is None:
            self._json(404, {"jg": "0", "cw": ["没有这个地址"]})
            return
        self._answer_to_others(lambda body: verb(json.loads(body)))

    def log_message(self, *_arguments: object) -> None:
        """It keeps no log of requests: they are about people."""

    def _answer_to_others(self, verb: Any) -> None:
        shown = self.headers.get("X-Token", "")
        body = self._body()
        if not hmac.compare_digest(shown.encode(), self.server.token.encode()):
            self._json(401, {"jg": "0", "cw": ["令牌不对"]})
            return
        if body is None:
            self._json(413, {"jg": "0", "cw": ["内容过大"]})
            return
        try:
            self._json(200, {"jg": "1", **verb(body)})
        except NotTaken as refused:
            self._json(422, {"jg": "0", "cw": list(refused.said)})
        except (ValueError, KeyError, TypeError, AttributeError):
            self._json(400, {"jg": "0", "cw": ["报文格式不对"]})

    def _button(self) -> None:
        body = self._body() or b""
        said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if not hmac.compare_digest(said.get("word", ""), self.server.form_word):
            self._json(403, {"jg": "0", "cw": ["请从本系统页面操作"]})
            return
        try:
            if name := said.get("field", ""):
                self.server.register.type_in(said["number"], name, said.get("value", ""))
            else:
                self.server.register.advance(said["number"], said["state"], said.get("words", ""))
                if self.server.pusher is not None:
                    self.server.pusher.tell(said["number"])
        except NotTaken as refused:
            self._json(422, {"jg": "0", "cw": list(refused.said)})
            return
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            return None
        return self.rfile.read(int(length))

    def _json(self, status: int, answer: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(answer, ensure_ascii=False).encode())

    def _html(self, text: str) -> None:
        self._send(200, "text/html; charset=utf-8", text.encode())

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(data)


def _about() -> dict[str, Any]:
    fields = [{"m": c.name, "bt": c.required, "dm": list(c.values)} for c in v.COLUMNS]
    return {"mc": v.NAME, "zd": fields, "zt": sorted(v.STATES)}


def _progress(register: Register, numbers: list[str]) -> dict[str, Any]:
    """The steps, the last of the answer once more: it does not promise to say a thing once."""
    found = register.steps(numbers[:_MOST_NUMBERS])
    return {"bz": [*found, *found[-1:]]}
