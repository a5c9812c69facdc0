"""A hostile client: it holds a node's key, speaks the protocol, and breaks calls in every way."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp

from tongban_node.attack.world import PROVIDER, Draft, World
from tongban_node.policy import now_ms
from tongban_wire.messages import Response, read_response, write
from tongban_wire.sessions import Direction, Sealed, Session, read_welcome, say_hello


class Hostile:
    """Sends drafts to the provider of a world, one session per node whose key it has."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self._world, self._http = world, http
        self._sessions: dict[str, Session] = {}

    async def send(self, draft: Draft) -> list[Response]:
        """The provider's answers: one, or two when the message was sent twice."""
        session = await self._session(draft.caller)
        body = draft.rubbish or write(self._world.finished(draft))
        key = self._world.keys[draft.caller] if draft.signed else None
        sealed = session.seal(Direction.TO_PROVIDER, body, key)
        if draft.flip:
            sealed = replace(sealed, body=bytes([sealed.body[0] ^ 1]) + sealed.body[1:])
        answers = [await self._post(session, sealed, draft)]
        if draft.twice:
            answers.append(await self._post(session, sealed, draft))
        return answers

    async def _post(self, session: Session, sealed: Sealed, draft: Draft) -> Response:
        data = session.pack(Direction.TO_PROVIDER, [sealed])
        url = f"{self._world.urls[PROVIDER]}/exchange/v1/calls"
        async with self._http.post(url, data=data, headers=draft.headers) as answer:
            answer.raise_for_status()
            (said,) = session.unpack(Direction.TO_CONSUMER, await answer.read())
        if not session.holds(Direction.TO_CONSUMER, said):
            raise RuntimeError("The provider's answer is not authentic")
        return read_response(said.body)

    async def _session(self, caller: str) -> Session:
        standing = self._sessions.get(caller)
        if standing is None:
            world = self._world
            opening = say_hello(world.suite_name, caller, PROVIDER, world.keys[caller], now_ms())
            url = f"{world.urls[PROVIDER]}/exchange/v1/sessions"
            async with self._http.post(url, data=opening.text.encode()) as answer:
                answer.raise_for_status()
                text = await answer.text()
            public = world.keys[PROVIDER].public
            standing = read_welcome(opening, text, {public.key_id: public}, now_ms())
            self._sessions[caller] = standing
        return standing


async def all_of(work: list[asyncio.Task[None]]) -> None:
    """Wait for all; the first failure is raised and the others are stopped."""
    try:
        await asyncio.gather(*work)
    finally:
        for each in work:
            each.cancel()
