"""The node's log sent to the platform, page by page: from it people see who looked."""

from __future__ import annotations

import asyncio
import json
import logging

import aiohttp

from tongban_node.evidence import Evidence
from tongban_wire.evidence import write_page

_EVERY_S = 1.0
_TIMEOUT = aiohttp.ClientTimeout(total=30)
_LOG = logging.getLogger(__name__)


class Uploading:
    """``POST {url}/evidence`` with one ``LeafPage``; the platform answers ``{"size": n}``.

    ``n`` is how many leaves it has by now, told to a GET as well: what it lacks is sent next. A
    platform that is away for hours gets everything afterwards, in order.
    """

    def __init__(self, url: str, evidence: Evidence) -> None:
        self._url, self._evidence = f"{url}/evidence", evidence
        self._known_size: int | None = None

    async def run(self, http: aiohttp.ClientSession) -> None:
        """Send for ever."""
        while True:
            try:
                if self._known_size is None:
                    async with http.get(self._url, timeout=_TIMEOUT) as answer:
                        self._known_size = await self._size_in(answer)
                while await self._send(http, self._known_size):
                    continue
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                _LOG.warning("evidence waits for the platform: %s", type(error).__name__)
            await asyncio.sleep(_EVERY_S)

    async def _send(self, http: aiohttp.ClientSession, known_size: int) -> bool:
        """Send the next page; False when the platform has all, or took nothing of it."""
        page = await asyncio.to_thread(self._evidence.page, known_size)
        if page is None:
            return False
        data = write_page(page)
        async with http.post(
            self._url, data=data, timeout=_TIMEOUT, allow_redirects=False
        ) as answer:
            self._known_size = await self._size_in(answer)
        return self._known_size > known_size

    async def _size_in(self, answer: aiohttp.ClientResponse) -> int:
        answer.raise_for_status()
        said = json.loads(await answer.read())
        size = said.get("size") if isinstance(said, dict) else None
        if type(size) is not int or not 0 <= size <= self._evidence.size:
            raise ValueError("The platform tells no size of this log")
        return size
