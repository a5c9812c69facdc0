"""The HTTP of a node: two doors, one for other nodes and one for the agency's own programs.

Who asks is proven by the session (other nodes) or a secret (own programs); no header can say it,
so forged ones change nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict

from aiohttp import web

from tongban_node.bodies import TooLarge, body_of
from tongban_node.consumer import Consumer
from tongban_node.evidence import Evidence
from tongban_node.journal import EvidenceClosed
from tongban_node.provider import Provider
from tongban_wire.asking import MOST_ASK_BYTES, read_ask
from tongban_wire.faults import CODE_OF_STATUS
from tongban_wire.messages import Outcome
from tongban_wire.plain import Malformed
from tongban_wire.sessions import MOST_BATCH_BYTES, SESSION_ID_BYTES, Direction, SessionRefused
from tongban_wire.words import WORDS

_MOST_HELLO_BYTES = 4096
_Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class _Door:
    """Takes requests to its ``places``, ``most`` at a time; what cannot be taken is told why."""

    def __init__(self, most: int, places: Mapping[tuple[str, str], _Handler]) -> None:
        self._free, self._places = most, places

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """One HTTP request."""
        handler = self._places.get((request.method, request.path))
        if handler is None:
            return web.Response(status=404)
        if self._free <= 0:
            return _refused(429)
        self._free -= 1
        try:
            return await handler(request)
        except TooLarge:
            return _refused(413)
        except SessionRefused:
            return _refused(401)
        except EvidenceClosed:
            return _refused(503)
        finally:
            self._free += 1


class ExchangeDoor(_Door):
    """What other nodes call: greet, and send batches. At most ``most`` batches at a time."""

    def __init__(self, provider: Provider, evidence: Evidence, most: int) -> None:
        self._provider, self._evidence = provider, evidence
        places = {
            ("POST", "/exchange/v1/calls"): self._calls,
            ("POST", "/exchange/v1/sessions"): self._sessions,
            ("GET", "/exchange/v1/health"): self._health,
        }
        super().__init__(most, places)

    async def _calls(self, request: web.BaseRequest) -> web.StreamResponse:
        data = await body_of(request, MOST_BATCH_BYTES)
        session = self._provider.sessions.find(data[:SESSION_ID_BYTES])
        batch = session.unpack(Direction.TO_PROVIDER, data)
        answers = await self._provider.answer(session, batch)
        return web.Response(body=session.pack(Direction.TO_CONSUMER, answers))

    async def _sessions(self, request: web.BaseRequest) -> web.StreamResponse:
        hello = (await body_of(request, _MOST_HELLO_BYTES)).decode("ascii", "replace")
        return web.Response(text=await self._provider.sessions.greet(hello))

    async def _health(self, _: web.BaseRequest) -> web.StreamResponse:
        said = {"anchored": self._evidence.size, "closed": self._evidence.closed}
        return web.json_response(said, status=503 if self._evidence.closed else 200)


class LocalDoor(_Door):
    """What the agency's own programs call: ``POST /v1/ask`` with ``Authorization: Bearer``."""

    def __init__(self, consumer: Consumer, secrets: Iterable[str], most: int) -> None:
        """``secrets`` of the programs that may ask, each as its SHA-256 in hex."""
        self._consumer = consumer
        self._secrets = [bytes.fromhex(each) for each in secrets]
        super().__init__(most, {("POST", "/v1/ask"): self._ask})

    async def _ask(self, request: web.BaseRequest) -> web.StreamResponse:
        if not self._may(request.headers.get("Authorization", "")):
            return web.Response(status=401)
        try:
            ask = read_ask(await body_of(request, MOST_ASK_BYTES))
        except (TooLarge, Malformed):
            return _refused(400)
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


def _refused(status: int) -> web.Response:
    code = CODE_OF_STATUS[status]
    told = json.dumps({"code": code.value, **asdict(WORDS[code.value])}, ensure_ascii=False)
    return web.Response(body=told.encode(), status=status, content_type="application/json")
