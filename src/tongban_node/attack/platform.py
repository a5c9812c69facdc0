"""A stand-in for the platform: serves policy to the nodes of a world and follows their logs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from tongban_node.attack.world import World
from tongban_node.policy import now_ms
from tongban_node.serving import listen
from tongban_trust.signing import PublicKey
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey
from tongban_wire.evidence import Followed, Leaf, PageRefused, follow, read_page
from tongban_wire.plain import Malformed

_MOST_PAGE_BYTES = 32 * 1024 * 1024


class StandIn:
    """``/{node}/policy`` and ``/{node}/evidence`` as the platform has them; it holds no request
    open longer than ``wait_s`` and can be told to be ``away``.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._suite = suite(world.suite_name)
        self._sequence: dict[str, int] = dict.fromkeys(world.keys, 1)
        self._texts: dict[str, str] = {}
        self._changed = asyncio.Event()
        self.followed: dict[str, Followed] = {name: Followed() for name in world.keys}
        self.leaves: dict[str, list[Leaf]] = {name: [] for name in world.keys}
        self.refused_pages: list[str] = []
        self.away = False

    async def start(self, port: int) -> Callable[[], object]:
        """Listen on a port of this machine; gives back what stops it."""
        for node in self._world.keys:
            self._sign(node)
        runner = await listen(self._answer, "127.0.0.1", port)
        return runner.cleanup

    def publish(self) -> None:
        """Sign the world's policy anew under the next sequence; waiting nodes get it at once."""
        for node in self._sequence:
            self._sequence[node] += 1
            self._sign(node)
        self._changed.set()
        self._changed = asyncio.Event()

    def offer(self, node: str, text: str) -> None:
        """Serve this text to a node instead, whatever it is."""
        self._texts[node] = text
        self._sequence[node] += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def _sign(self, node: str) -> None:
        self._texts[node] = self._world.signed_snapshot(node, self._sequence[node], now_ms())

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        _, node, what = request.path.split("/")
        if self.away:
            return web.Response(status=503)
        if what == "policy":
            return await self._policy(request, node)
        return await self._evidence(request, node)

    async def _policy(self, request: web.BaseRequest, node: str) -> web.StreamResponse:
        has = int(request.query["sequence"])
        if has == self._sequence[node]:
            wait = float(request.query["wait_s"])
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), wait)
            except TimeoutError:
                text, now = self._texts[node], now_ms()
                beat = self._world.signed_heartbeat(node, self._sequence[node], text, now)
                return web.json_response({"snapshot": None, "heartbeat": beat})
        return web.json_response({"snapshot": self._texts[node], "heartbeat": None})

    async def _evidence(self, request: web.BaseRequest, node: str) -> web.StreamResponse:
        data = await request.content.read(_MOST_PAGE_BYTES)
        while not request.content.at_eof():
            data += await request.content.read(_MOST_PAGE_BYTES)
        spki = self._world.log_keys[node].public.spki
        key = NoteKey(node, PublicKey.from_spki(spki))
        try:
            page = read_page(data)
            if page.first != self.followed[node].size:
                return web.json_response({"size": self.followed[node].size})
            grown, leaves, _ = follow(self.followed[node], page, self._suite, key)
        except (PageRefused, Malformed) as error:
            self.refused_pages.append(str(error))
        else:
            self.followed[node] = grown
            self.leaves[node] += leaves
        return web.Response(text=json.dumps({"size": self.followed[node].size}))
