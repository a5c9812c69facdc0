"""The HTTP of a node: two doors, one for other nodes and one for the agency's own programs.

Who asks is proven by the session (other nodes) or a secret (own programs); no header can say it,
so forged ones change nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from tongban_node.config import Application
from tongban_node.consumer import MOST_ASK_BYTES, Consumer, read_ask
from tongban_node.evidence import Evidence
from tongban_node.journal import EvidenceClosed
from tongban_node.provider import Provider
from tongban_wire.faults import Code
from tongban_wire.messages import Outcome
from tongban_wire.plain import Malformed
from tongban_wire.sessions import MOST_BATCH_BYTES, SESSION_ID_BYTES, Direction, SessionRefused
from tongban_wire.words import WORDS

_MOST_HELLO_BYTES = 4096
_Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class ExchangeDoor:
    """What other nodes call: greet, and send batches. At most ``most`` batches at a time."""

    def __init__(self, provider: Provider, evidence: Evidence, most: int) -> None:
        self._provider, self._evidence = provider, evidence
        self._free = most

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """One HTTP request."""
        handler = {
            ("POST", "/exchange/v1/calls"): self._calls,
            ("POST", "/exchange/v1/sessions"): self._sessions,
            ("GET", "/exchange/v1/health"): self._health,
        }.get((request.method, request.path))
        if handler is None:
            return web.Response(status=404)
        if self._free <= 0:
            return web.Response(status=429)
        self._free -= 1
        try:
            return await handler(request)
        except SessionRefused:
            return web.Response(status=401)
        except EvidenceClosed:
            return web.Response(status=503)
        finally:
            self._free += 1

    async def _calls(self, request: web.BaseRequest) -> web.StreamResponse:
        data = await _body(request, MOST_BATCH_BYTES)
        if data is None:
            return web.Response(status=413)
        session = self._provider.sessions.find(data[:SESSION_ID_BYTES])
        batch = session.unpack(Direction.TO_PROVIDER, data)
        answers = await self._provider.answer(session, batch)
        return web.Response(body=session.pack(Direction.TO_CONSUMER, answers))

    async def _sessions(self, request: web.BaseRequest) -> web.StreamResponse:
        data = await _body(request, _MOST_HELLO_BYTES)
        if data is None:
            return web.Response(status=413)
        return web.Response(
            text=await self._provider.sessions.greet(data.decode("ascii", "replace"))
        )

    async def _health(self, _: web.BaseRequest) -> web.StreamResponse:
        said = {"anchored": self._evidence.size, "closed": self._evidence.closed}
        return web.json_response(said, status=503 if self._evidence.closed else 200)


class LocalDoor:
    """What the agency's own programs call: ``POST /v1/ask`` with ``Authorization: Bearer``."""

    def __init__(
        self, consumer: Consumer, applications: Mapping[str, Application], most: int
    ) -> None:
        self._consumer = consumer
        self._secrets = [bytes.fromhex(each.secret_sha256) for each in applications.values()]
        self._free = most

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """One HTTP request."""
        if (request.method, request.path) != ("POST", "/v1/ask"):
            return web.Response(status=404)
        if not self._may(request.headers.get("Authorization", "")):
            return web.Response(status=401)
        if self._free <= 0:
            return _refused(429, Code.BUSY)
        self._free -= 1
        try:
            return await self._ask(request)
        except EvidenceClosed:
            return _refused(503, Code.EVIDENCE_CLOSED)
        finally:
            self._free += 1

    async def _ask(self, request: web.BaseRequest) -> web.StreamResponse:
        data = await _body(request, MOST_ASK_BYTES)
        try:
            if data is None:
                raise Malformed("The ask is too large")
            ask = read_ask(data)
        except Malformed:
            return _refused(400, Code.MALFORMED)
        response, body = await self._consumer.ask(ask)
        status = 403 if response.outcome is Outcome.REFUSED else 200
        return web.Response(body=body, status=status, content_type="application/json")

    def _may(self, said: str) -> bool:
        digest = hashlib.sha256(said.removeprefix("Bearer ").encode()).digest()
        return sum(hmac.compare_digest(digest, secret) for secret in self._secrets) > 0


async def listen(handler: _Handler, host: str, port: int) -> web.ServerRunner:
    """Serve ``handler`` on one address until the runner is cleaned up. OSError when it is taken."""
    # Every call is in the evidence; a second log of them would only cost.
    runner = web.ServerRunner(web.Server(handler, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def _body(request: web.BaseRequest, most: int) -> bytes | None:
    """The body, None when it is larger than ``most``."""
    if (request.content_length or 0) > most:
        return None
    parts, length = [], 0
    while chunk := await request.content.readany():
        length += len(chunk)
        if length > most:
            return None
        parts.append(chunk)
    return b"".join(parts)


def _refused(status: int, code: Code) -> web.Response:
    words = WORDS[code.value]
    told = {"code": code.value, "zh": words.zh, "en": words.en,
            "mend_zh": words.mend_zh, "mend_en": words.mend_en}  # fmt: skip
    return web.Response(
        body=json.dumps(told, ensure_ascii=False).encode(),
        status=status,
        content_type="application/json",
    )
